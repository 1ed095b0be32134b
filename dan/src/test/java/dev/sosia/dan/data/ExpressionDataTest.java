package dev.sosia.dan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.dan.label.LabelOrder;
import dev.sosia.engine.error.InputException;
import dev.sosia.landmarks.dataset.DataSetWriter;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.toyfaces.ToyFaces;
import dev.sosia.landmarks.toyfaces.layout.AffectNetPlan;
import dev.sosia.landmarks.toyfaces.layout.RafDbPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Drawn people, written in the layouts of others and read back.
class ExpressionDataTest {
  private static final ToyFaces PEOPLE =
      ToyFaces.parse("toyfaces:ids=2,per-id=7,seed=3,size=48x56");

  @TempDir private Path root;

  private ExpressionData rafDb() {
    new DataSetWriter(root, 1, false).write(new RafDbPlan(PEOPLE), () -> {});
    return ExpressionData.open(root.toString(), LabelOrder.RAFDB);
  }

  private void affectNet() {
    new DataSetWriter(root, 1, false).write(new AffectNetPlan(PEOPLE), () -> {});
  }

  private void rewrite(List<String> lines) throws IOException {
    Files.write(root.resolve("EmoLabel/list_patition_label.txt"), lines);
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(root.resolve("EmoLabel/list_patition_label.txt"));
  }

  @Test
  void rafDbIsReadAsItWasWritten() {
    ExpressionData data = rafDb();
    assertThat(data.order()).isEqualTo(LabelOrder.RAFDB);
    ExpressionData drawn = ToyExpressions.of(PEOPLE, LabelOrder.RAFDB);
    for (List<ExpressionSet> pair :
        List.of(
            List.of(data.train(), drawn.train()), List.of(data.validation(), drawn.validation()))) {
      assertThat(pair.getFirst().size()).isEqualTo(7);
      for (int i = 0; i < 7; i++) {
        assertThat(pair.getFirst().label(i)).isEqualTo(pair.getLast().label(i));
      }
    }
    assertThat(data.remarks()).isEmpty();
    Picture face = data.train().picture(0);
    assertThat(List.of(face.width(), face.height(), face.channels())).containsExactly(100, 100, 3);
    assertThat(data.train().source(0)).endsWith("train_00001_aligned.jpg");
  }

  @Test
  void aWrongLineIsNamedWithItsNumber() throws IOException {
    rafDb();
    List<String> good = lines();
    for (String wrong : List.of("train_00002.jpg 8", "train_00002.jpg 0", "train_00002.jpg x")) {
      rewrite(List.of(good.getFirst(), wrong));
      assertThatThrownBy(this::rafDbAgain)
          .isInstanceOf(InputException.class)
          .hasMessageContaining("list_patition_label.txt, line 2: '" + wrong)
          .hasMessageContaining("1 to 7");
    }
    rewrite(List.of(good.getFirst(), "", "train_00002.jpg"));
    assertThatThrownBy(this::rafDbAgain).hasMessageContaining("line 3: 'train_00002.jpg'");
    rewrite(List.of("valid_00001.jpg 3"));
    assertThatThrownBy(this::rafDbAgain).hasMessageContaining("begins with train or test");
    Files.delete(root.resolve("EmoLabel/list_patition_label.txt"));
    assertThatThrownBy(this::rafDbAgain).hasMessageContaining("no such file");
  }

  private ExpressionData rafDbAgain() {
    return ExpressionData.open(root.toString(), LabelOrder.RAFDB);
  }

  @Test
  void missingPicturesAreCounted() throws IOException {
    rafDb();
    Files.delete(root.resolve("Image/aligned/train_00003_aligned.jpg"));
    Files.delete(root.resolve("Image/aligned/test_00009_aligned.jpg"));
    assertThatThrownBy(this::rafDbAgain)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("2 of the 14 pictures")
        .hasMessageContaining("train_00003_aligned.jpg");
  }

  @Test
  void anEmptyClassIsTold() throws IOException {
    rafDb();
    rewrite(lines().stream().filter(l -> !l.endsWith(" 2")).toList());
    assertThat(rafDbAgain().remarks())
        .containsExactly(
            "there is no face of class Fear to learn from: the network cannot learn it");
    rewrite(lines().stream().filter(l -> l.startsWith("train")).toList());
    assertThat(rafDbAgain().remarks())
        .hasSize(2)
        .anyMatch(r -> r.contains("no faces for validation"));
  }

  @Test
  void affectNetIsReadAsItWasWritten() {
    affectNet();
    ExpressionData data = ExpressionData.open(root.toString(), LabelOrder.AFFECTNET7);
    assertThat(data.train().counts(7)).containsOnly(1);
    assertThat(data.validation().counts(7)).containsOnly(1);
    for (int i = 0; i < 7; i++) {
      assertThat(data.train().source(i)).contains("train/" + data.train().label(i) + "/");
    }
    assertThat(data.train().picture(3).width()).isEqualTo(224);
  }

  @Test
  void affectNetsClassesAreCounted() throws IOException {
    affectNet();
    assertThatThrownBy(() -> ExpressionData.open(root.toString(), LabelOrder.AFFECTNET8))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("7 class folders, affectnet8 needs 8")
        .hasMessageContaining("affectnet7");
    Files.createDirectory(root.resolve("train/7"));
    assertThatThrownBy(() -> ExpressionData.open(root.toString(), LabelOrder.AFFECTNET8))
        .hasMessageContaining("val has 7 class folders");
    Files.createDirectory(root.resolve("val/7"));
    assertThat(ExpressionData.open(root.toString(), LabelOrder.AFFECTNET8).remarks())
        .containsExactly(
            "there is no face of class Contempt to learn from: the network cannot learn it");
    assertThat(ExpressionData.open(root.toString(), LabelOrder.AFFECTNET7).remarks()).isEmpty();
    Files.move(root.resolve("val/7"), root.resolve("val/8"));
    assertThatThrownBy(() -> ExpressionData.open(root.toString(), LabelOrder.AFFECTNET8))
        .hasMessageContaining("other class folders in train");
  }

  @Test
  void aLayoutWithOtherLabelsIsRefused() throws IOException {
    affectNet();
    assertThatThrownBy(() -> ExpressionData.open(root.toString(), LabelOrder.RAFDB))
        .hasMessageContaining("AffectNet's layout, whose labels are not rafdb");
    Files.createDirectory(root.resolve("EmoLabel"));
    assertThatThrownBy(() -> ExpressionData.open(root.toString(), LabelOrder.AFFECTNET7))
        .hasMessageContaining("RAF-DB's layout");
    assertThatThrownBy(
            () -> ExpressionData.open(root.resolve("train").toString(), LabelOrder.RAFDB))
        .hasMessageContaining("is in no known layout");
    assertThatThrownBy(() -> ExpressionData.open(root + "/nowhere", LabelOrder.RAFDB))
        .hasMessageContaining("is no folder");
  }

  @Test
  void nobodyIsBothLearntFromAndMeasuredOn() {
    ToyFaces people = ToyFaces.parse("toyfaces:ids=10,per-id=3,size=48x56");
    ExpressionData data = ToyExpressions.of(people, LabelOrder.AFFECTNET7);
    Set<String> learnt = new HashSet<>();
    for (int i = 0; i < data.train().size(); i++) {
      learnt.add(data.train().source(i).replaceAll("/[0-9]+$", ""));
    }
    assertThat(learnt).hasSize(8);
    for (int i = 0; i < data.validation().size(); i++) {
      assertThat(learnt).doesNotContain(data.validation().source(i).replaceAll("/[0-9]+$", ""));
    }
    ExpressionData one =
        ToyExpressions.of(ToyFaces.parse("toyfaces:ids=1,per-id=10,size=48x56"), LabelOrder.RAFDB);
    assertThat(one.train().size()).isEqualTo(8);
    assertThat(one.validation().source(0)).isEqualTo("toyfaces/0/8");
    assertThat(one.validation().label(0)).isEqualTo(LabelOrder.RAFDB.names().indexOf("Happiness"));
    Picture face = one.train().picture(0);
    assertThat(face.width()).isEqualTo(face.height());
  }

  @Test
  void aLoaderKeepsWhatFits() {
    int[] loads = new int[2];
    ExpressionSet set =
        new ExpressionSet() {
          @Override
          public int size() {
            return 2;
          }

          @Override
          public int label(int i) {
            return i;
          }

          @Override
          public Picture picture(int i) {
            loads[i]++;
            return Picture.filled(9, 7, 3, 50 * i);
          }

          @Override
          public String source(int i) {
            return "face " + i;
          }
        };
    FaceLoader loader = new FaceLoader(set, 8, 8 * 8 * 3);
    for (int k = 0; k < 3; k++) {
      assertThat(loader.square(0)).isEqualTo(Picture.filled(8, 8, 3, 0));
      assertThat(loader.square(1)).isEqualTo(Picture.filled(8, 8, 3, 50));
    }
    assertThat(loads).containsExactly(1, 3);
  }
}
