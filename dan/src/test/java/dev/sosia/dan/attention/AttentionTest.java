package dev.sosia.dan.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.error.ShapeException;
import dev.sosia.landmarks.picture.Picture;
import org.junit.jupiter.api.Test;

class AttentionTest {
  /// Two channels on a grid of 2 x 1.
  private static final float[] FEATURES = {1, 2, 3, 0};

  @Test
  void gradCamWeighsChannelsByTheirMeanGradient() {
    // weights (1 + 3)/2 = 2 and (-1 + 0)/2 = -0.5: 2*1 - 0.5*3 and 2*2 - 0
    HeatMap map = GradCam.PLAIN.of(FEATURES, new float[] {1, 3, -1, 0}, 2, 1);
    assertThat(map.values()).containsExactly(0.5f, 4f);
    assertThat(GradCam.PLAIN.of(FEATURES, new float[] {-1, -3, -1, 0}, 2, 1).values())
        .containsExactly(0f, 0f);
  }

  @Test
  void gradCamPlusPlusWeighsPositiveGradientsByHowAloneTheyStand() {
    // channel 0: sum 3; g 1: 1/(2 + 3) * 1 = 0.2; g 3: 9/(18 + 81) * 3 = 0.2727
    // channel 1: sum 3; g 0.5: 0.25/(0.5 + 0.375) * 0.5 = 0.142857; g -1 counts nothing
    HeatMap map = GradCam.PLUS_PLUS.of(FEATURES, new float[] {1, 3, 0.5f, -1}, 2, 1);
    double w0 = 0.2 + 27.0 / 99;
    double w1 = 0.125 / 0.875;
    assertThat(map.values()[0]).isEqualTo((float) (w0 + 3 * w1), within(1e-6f));
    assertThat(map.values()[1]).isEqualTo((float) (2 * w0), within(1e-6f));
    assertThat(GradCam.PLUS_PLUS.of(FEATURES, new float[4], 2, 1).values()).containsOnly(0f);
  }

  @Test
  void whatDoesNotFitOrIsNoNumberIsRefused() {
    assertThatThrownBy(() -> GradCam.PLAIN.of(FEATURES, new float[3], 2, 1))
        .isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> GradCam.PLAIN.of(FEATURES, new float[4], 3, 1))
        .isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> GradCam.PLAIN.of(FEATURES, new float[] {Float.NaN, 0, 0, 0}, 2, 1))
        .isInstanceOf(InputException.class);
  }

  @Test
  void aMapLiesOverItsPlace() {
    HeatMap map = new HeatMap(2, 2, new float[] {-5, -5, -5, 7});
    assertThat(map.normalised().values()).containsExactly(0, 0, 0, 1);
    assertThat(map.at(0, 0)).isEqualTo(-5);
    assertThat(map.at(1, 1)).isEqualTo(7);
    assertThat(map.at(0.5, 0.75)).isEqualTo(1, within(1e-12));
    Picture over = map.over(Picture.filled(20, 10, 3, 100));
    assertThat(over.width()).isEqualTo(20);
    // blue where it is cold, red where it is hot, at the far corner
    assertThat(over.at(0, 0, 2)).isGreaterThan(over.at(0, 0, 0));
    assertThat(over.at(19, 9, 0)).isGreaterThan(over.at(19, 9, 2));
    assertThat(over.at(19, 0, 2)).isGreaterThan(over.at(19, 0, 0));
  }

  @Test
  void aFlatMapIsColdThroughout() {
    HeatMap flat = new HeatMap(3, 1, new float[] {4, 4, 4});
    assertThat(flat.normalised().values()).containsOnly(0);
    HeatMap wide = new HeatMap(2, 1, new float[] {-Float.MAX_VALUE, Float.MAX_VALUE});
    assertThat(wide.normalised().values()).containsExactly(0, 1);
  }
}
