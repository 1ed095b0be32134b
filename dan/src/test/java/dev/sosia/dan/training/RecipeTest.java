package dev.sosia.dan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sosia.dan.judge.Confusion;
import dev.sosia.dan.judge.Evaluation;
import dev.sosia.dan.label.LabelOrder;
import dev.sosia.engine.error.InputException;
import dev.sosia.trainer.RecordSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeTest {
  @TempDir private Path folder;

  @Test
  void theRecipesAreThePublishedOnes() {
    Recipe rafdb = Recipe.named("rafdb");
    assertThat(rafdb.labels()).isEqualTo(LabelOrder.RAFDB);
    assertThat(rafdb.centers()).isEqualTo(8);
    assertThat(rafdb.balanced()).isFalse();
    assertThat(rafdb.quirks()).hasSize(1);
    double[] rates = {0.1, 0.1, 0.01, 0.001};
    int[] epochs = {0, 9, 10, 29};
    for (int i = 0; i < 4; i++) {
      assertThat(rafdb.schedule().lr(epochs[i])).isEqualTo(rates[i], within(1e-15));
    }

    Map<String, Object> corrected = RecordSettings.of(Recipe.named("rafdb-corrected"));
    Map<String, Object> published = RecordSettings.of(rafdb);
    assertThat(corrected.put("centers", 8)).isEqualTo(7);
    assertThat(corrected).isEqualTo(published);

    for (String name : new String[] {"affectnet7", "affectnet8"}) {
      Recipe affectnet = Recipe.named(name);
      assertThat(affectnet.labels().word()).isEqualTo(name);
      assertThat(affectnet.centers()).isEqualTo(affectnet.labels().classes());
      assertThat(affectnet.balanced()).isTrue();
      assertThat(affectnet.weightDecay()).isZero();
      assertThat(affectnet.schedule().lr(2)).isEqualTo(1e-4 * 0.36, within(1e-15));
      assertThat(affectnet.quirks()).isEmpty();
    }
    for (String name : Recipe.names()) {
      assertThat(Recipe.named(name).imgSize()).isEqualTo(224);
      assertThat(Recipe.named(name).heads()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "centers,6,at least the number of classes",
    "batch,1,needs two faces",
    "img_size,31,at least 32",
    "decay,1.5,at most 1",
    "decay,NaN,at most 1",
    "width,0,above 0",
    "keep_above,2,0 to 1",
    "labels,fer,rafdb",
    "learning_rate,-1,must not be negative"
  })
  void numbersOutOfRangeAreNamed(String key, String value, String reason) {
    assertThatThrownBy(() -> RecordSettings.with(Recipe.named("rafdb"), Map.of(key, value)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void labelsOfEightClassesNeedEightCenters() {
    assertThatThrownBy(
            () -> RecordSettings.with(Recipe.named("affectnet7"), Map.of("labels", "affectnet8")))
        .hasMessageContaining("8 for affectnet8, not 7");
  }

  private static Evaluation evaluation(int hits, int of) {
    Confusion c = new Confusion(7);
    for (int i = 0; i < of; i++) {
      c.add(i % 2, i < hits ? i % 2 : 6);
    }
    return new Evaluation(c, 1);
  }

  @Test
  void networksAreNamedAsTheOriginals() {
    Evaluation e = evaluation(897, 1000);
    KeptNetworks rafdb = new KeptNetworks(folder, Recipe.named("rafdb"), false);
    assertThat(rafdb.name(21, e)).isEqualTo("rafdb_epoch21_acc0.897_bacc0.897");
    assertThat(new KeptNetworks(folder, Recipe.named("affectnet7"), false).name(5, e))
        .isEqualTo("affecnet7_epoch5_acc0.897");
    assertThat(new KeptNetworks(folder, Recipe.named("affectnet8"), false).name(5, e))
        .isEqualTo("affecnet8_epoch5_acc0.897");
    assertThat(rafdb.name(1, evaluation(2, 3))).isEqualTo("rafdb_epoch1_acc0.6667_bacc0.75");
    assertThat(rafdb.name(1, evaluation(3, 3))).isEqualTo("rafdb_epoch1_acc1.0_bacc1.0");
  }

  @Test
  void theBestAboveTheBarAreKept() throws IOException {
    KeptNetworks rafdb = new KeptNetworks(folder, Recipe.named("rafdb"), false);
    assertThat(rafdb.isBest(1, evaluation(89, 100))).isFalse();
    assertThat(rafdb.isBest(1, evaluation(90, 100))).isTrue();
    Files.createFile(folder.resolve("rafdb_epoch7_acc0.92_bacc0.8.pth"));
    assertThat(rafdb.isBest(8, evaluation(91, 100))).isFalse();
    assertThat(rafdb.isBest(8, evaluation(92, 100))).isTrue();
    assertThat(rafdb.isBest(8, evaluation(93, 100))).isTrue();
    // going on from before epoch 7, what it was is not known yet
    assertThat(rafdb.isBest(7, evaluation(91, 100))).isTrue();
    assertThat(
            new KeptNetworks(folder.resolve("none"), Recipe.named("rafdb"), false)
                .isBest(3, evaluation(95, 100)))
        .isTrue();
  }
}
