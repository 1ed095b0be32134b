package dev.sosia.landmarks.toyfaces.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.landmarks.dataset.DataSetPlan;
import dev.sosia.landmarks.dataset.DataSetWriter;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.PictureReader;
import dev.sosia.landmarks.toyfaces.ToyFaces;
import dev.sosia.landmarks.toyfaces.person.Expression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutsTest {
  private static final ToyFaces PEOPLE = ToyFaces.parse("toyfaces:ids=6,per-id=7,size=89x109");

  @TempDir private Path folder;

  private void write(DataSetPlan plan) {
    DataSetWriter.Outcome outcome = new DataSetWriter(folder, 2, false).write(plan, () -> {});
    assertThat(outcome).isEqualTo(new DataSetWriter.Outcome(42, 0, List.of()));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  @Test
  void rafDb() throws IOException {
    write(new RafDbPlan(PEOPLE));
    List<String> lines = Files.readAllLines(folder.resolve("EmoLabel/list_patition_label.txt"));
    assertThat(lines).hasSize(42).allMatch(line -> line.matches("(train|test)_\\d{5}\\.jpg [1-7]"));
    assertThat(lines).filteredOn(line -> line.startsWith("test")).hasSize(7);
    assertThat(lines.getFirst()).isEqualTo("train_00001.jpg 7"); // neutral
    assertThat(lines.get(1)).isEqualTo("train_00002.jpg 4"); // happy
    Set<String> pictures = new HashSet<>();
    for (String line : lines) {
      String name = line.substring(0, line.indexOf('.')) + "_aligned.jpg";
      Picture picture = new PictureReader().read(folder.resolve("Image/aligned").resolve(name));
      assertThat(picture.width()).isEqualTo(100);
      assertThat(picture.height()).isEqualTo(100);
      pictures.add("Image/aligned/" + name);
    }
    pictures.add("EmoLabel/list_patition_label.txt");
    pictures.add("points.jsonl");
    assertThat(Files.readAllLines(folder.resolve("points.jsonl")))
        .hasSize(42)
        .allMatch(line -> line.matches(".\"file\": \"(train|test)_\\d{5}_aligned.jpg\", .*"));
    assertThat(files()).containsExactlyInAnyOrderElementsOf(pictures);
  }

  @Test
  void affectNet() throws IOException {
    write(new AffectNetPlan(PEOPLE));
    for (Expression expression : Expression.values()) {
      int label = AffectNetPlan.label(expression);
      assertThat(files()).filteredOn(f -> f.startsWith("train/" + label + "/")).hasSize(5);
      assertThat(files()).filteredOn(f -> f.startsWith("val/" + label + "/")).hasSize(1);
    }
    assertThat(files()).hasSize(43);
    assertThat(Files.readAllLines(folder.resolve("points.jsonl")).getFirst())
        .startsWith("{\"file\": \"train/0/000001.jpg\", \"points\": [[");
    Picture picture = new PictureReader().read(folder.resolve("train/0/000001.jpg"));
    assertThat(picture.width()).isEqualTo(224);
  }

  @Test
  void celeba() throws IOException {
    write(new CelebaPlan(PEOPLE));
    List<String> lines = Files.readAllLines(folder.resolve("identity_CelebA.txt"));
    assertThat(lines).hasSize(42);
    assertThat(lines.get(0)).isEqualTo("000001.jpg 1");
    assertThat(lines.get(41)).isEqualTo("000042.jpg 6");
    assertThat(files()).filteredOn(f -> f.startsWith("img_align_celeba/")).hasSize(42);
    Picture picture = new PictureReader().read(folder.resolve("img_align_celeba/000042.jpg"));
    assertThat(picture.width()).isEqualTo(89);
    assertThat(Files.readAllLines(folder.resolve("points.jsonl"))).hasSize(42);
  }

  @Test
  void labelsAreDifferentForEachClass() {
    assertThat(Stream.of(Expression.values()).map(RafDbPlan::label))
        .containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7);
    assertThat(Stream.of(Expression.values()).map(AffectNetPlan::label))
        .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void oneManGivesTestsOfHisOwn() {
    RafDbPlan plan = new RafDbPlan(ToyFaces.parse("toyfaces:ids=1,per-id=10"));
    assertThat(Stream.iterate(0, i -> i < 10, i -> i + 1).filter(plan::heldOut))
        .containsExactly(8, 9);
  }
}
