package dev.sosia.ciagan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.ciagan.loss.GanLoss;
import dev.sosia.engine.error.InputException;
import dev.sosia.trainer.RecordSettings;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RecipeSettingsTest {
  private static final Recipe CODE = Recipe.named("code");

  static List<String> recipes() {
    return Recipe.names();
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void aRecipeIsItsSettings(String name) {
    Recipe recipe = Recipe.named(name);
    assertThat(RecordSettings.with(CODE, RecordSettings.of(recipe))).isEqualTo(recipe);
  }

  @Test
  void settingsAreReadFromTextAndFromJson() {
    Recipe changed =
        RecordSettings.with(
            CODE,
            Map.of(
                "learning_rate",
                "2e-4",
                "batch",
                8,
                "siamese_mask",
                true,
                "gan",
                "wgangp",
                "margin",
                2));
    assertThat(changed.learningRate()).isEqualTo(2e-4);
    assertThat(changed.batch()).isEqualTo(8);
    assertThat(changed.siameseMask()).isTrue();
    assertThat(changed.gan()).isEqualTo(GanLoss.WGANGP);
    assertThat(changed.margin()).isEqualTo(2);
    assertThat(changed.generatorIterations()).isEqualTo(CODE.generatorIterations());
  }

  @Test
  void theLearningRateIsHalvedAgainAndAgain() {
    Recipe halving = RecordSettings.with(CODE, Map.of("learning_rate", 0.8, "halve_every", 10));
    assertThat(LongStream.of(0, 9, 10, 19, 20, 35).mapToDouble(halving.schedule()::lr))
        .containsExactly(0.8, 0.8, 0.4, 0.4, 0.2, 0.1);
    assertThat(CODE.schedule().lr(1_000_000)).isEqualTo(CODE.learningRate());
  }

  @ParameterizedTest
  @CsvSource({
    "learning_rat, 1, did you mean 'learning_rate'",
    "batch, 1.5, batch is a whole number",
    "learning_rate, fast, learning_rate is a number",
    "augmentation, yes, augmentation is true or false",
    "gan, wgan-gp, 'gan is one of lsgan, vanilla, wgangp'",
    "img_size, 96, img_size is 64 or 128",
    "beta2, 1, betas are from 0 to below 1",
    "halve_every, -1, halve_every is at least 0",
    "l1_same, NaN, l1_same is at least 0",
  })
  void whatIsWrongIsSaid(String key, String value, String sentence) {
    assertThatThrownBy(() -> RecordSettings.with(CODE, Map.of(key, value)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(sentence);
  }
}
