package dev.sosia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Folders in the layouts of data sets, written from drawn people, go through experiment 2 as a
/// user's own would.
class StudyFoldersTest {
  private static final String PEOPLE = "toyfaces:ids=2,per-id=3,start-id=300000,size=89x109";

  @TempDir private Path folder;
  private Path data = Path.of("");

  @BeforeEach
  void names() {
    data = folder.resolve("my data");
  }

  private void prepare(String layout) {
    Captured run =
        Captured.run("prepare", PEOPLE, "--layout", layout, "--out", data.toString(), "--quiet");
    assertThat(run.code()).as(run.err()).isZero();
  }

  private Captured study(String... more) {
    List<String> line = new ArrayList<>(List.of("study"));
    line.addAll(List.of(more));
    line.addAll(List.of("--data", data.toString(), "--out", folder.resolve("out").toString()));
    return Captured.run(line.toArray(String[]::new));
  }

  private String out(String name) throws IOException {
    return Files.readString(folder.resolve("out").resolve(name));
  }

  @Test
  void rafDb() throws IOException {
    prepare("rafdb");
    Path torn = data.resolve("Image/aligned/train_00002_aligned.jpg");
    Files.write(torn, new byte[] {1, 2, 3});
    Captured run = study("preserve", "--protocol", "published", "--full");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("preserve: 4 cells of 6 photos, about ", "together about ", " MB in ");
    assertThat(run.out()).contains("The published way keeps").contains("by counter, missing 1");
    assertThat(out("study.json"))
        .contains("RAF-DB's layout), 6 of 6 photos", "each photo for a person of its own")
        .contains(
            "./sosia study preserve --protocol published --full --data ",
            "train_00002_aligned.jpg");
    assertThat(out("preserve-kept.csv"))
        .contains("published,anonymized,keyed,5,1,")
        .doesNotContain("clean");
    assertThat(out("preserve-confusions.csv").lines()).hasSize(1 + 49);
  }

  @Test
  void affectNet() throws IOException {
    prepare("affectnet");
    // three expressions fill three of the seven folders; a user's data set has them all
    for (int label = 0; label < 7; label++) {
      Files.createDirectories(data.resolve("train/" + label));
      Files.createDirectories(data.resolve("val/" + label));
    }
    Captured run = study("robust");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(out("robust-kept.csv")).contains("turned,", "grey,");
    assertThat(out("study.json")).contains("AffectNet's layout), 6 of 6 photos", "no photo shows ");
  }

  @Test
  void celebaHasNoLabelsAndSaysSo() throws IOException {
    prepare("celeba");
    Captured run = study("preserve");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("the judge could not be judged");
    assertThat(out("report.html")).contains("CelebA's layout", "published: 32.45 %");
    Captured look = study("look", "--overwrite");
    assertThat(look.code()).as(look.err()).isZero();
    assertThat(folder.resolve("out/look-pipeline.png")).isNotEmptyFile();
    assertThat(out("report.html")).contains("CelebA's layout", "id=\"look-features\"");
  }

  @Test
  void facesNobodyKnowsWhereAreRefused() throws IOException {
    prepare("rafdb");
    Files.delete(data.resolve("points.jsonl"));
    Captured run = study("preserve");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("no face detector").contains("points.jsonl");
    assertThat(folder.resolve("out")).doesNotExist();
  }
}
