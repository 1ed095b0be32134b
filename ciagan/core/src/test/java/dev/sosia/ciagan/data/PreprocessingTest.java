package dev.sosia.ciagan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.error.ShapeException;
import dev.sosia.landmarks.picture.Box;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.Planes;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PreprocessingTest {
  private static final CropJitter INNERMOST = new CropJitter(0, 0, 0, 0);
  private static final CropJitter OUTERMOST = new CropJitter(0.9999, 0.9999, 0.9999, 0.9999);

  @Test
  void theSquareIsAnEighthLarger() {
    assertThat(Preprocessing.resizedSide(64)).isEqualTo(72);
    assertThat(Preprocessing.resizedSide(128)).isEqualTo(144);
    assertThat(Preprocessing.resizedSide(51)).isEqualTo(57);
    assertThatThrownBy(() -> Preprocessing.resizedSide(0)).isInstanceOf(InputException.class);
  }

  @Test
  void thePlainCropIsTheMiddle() {
    assertThat(Preprocessing.cropBox(72, 72, 64, null)).isEqualTo(new Box(4, 4, 68, 68));
    assertThat(Preprocessing.cropBox(144, 144, 128, null)).isEqualTo(new Box(8, 8, 136, 136));
    assertThat(Preprocessing.cropBox(57, 57, 51, null)).isEqualTo(new Box(3, 3, 54, 54));
  }

  @Test
  void theJitteredCropSpansHalfToThreeQuarters() {
    assertThat(Preprocessing.cropBox(72, 72, 64, INNERMOST)).isEqualTo(new Box(18, 18, 54, 54));
    assertThat(Preprocessing.cropBox(72, 72, 64, OUTERMOST)).isEqualTo(new Box(9, 9, 62, 62));
    // 36 - 18 - 9 * 0.5 = 13.5, 36 + 18 + 9 * 0.25 = 56.25
    assertThat(Preprocessing.cropBox(72, 72, 64, new CropJitter(0.5, 0, 0, 0.25)))
        .isEqualTo(new Box(13, 18, 54, 56));
    // up and down, an oblong is cropped by its width
    assertThat(Preprocessing.cropBox(40, 80, 64, INNERMOST)).isEqualTo(new Box(10, 30, 30, 50));
  }

  @Test
  void randomNumbersAreInTheirRange() {
    for (double r : new double[] {1, -1e-9, Double.NaN}) {
      assertThatThrownBy(() -> new CropJitter(0, r, 0, 0)).isInstanceOf(InputException.class);
    }
    Random a = new Random(3);
    CropJitter j = CropJitter.draw(new Random(3));
    assertThat(j)
        .isEqualTo(new CropJitter(a.nextDouble(), a.nextDouble(), a.nextDouble(), a.nextDouble()));
  }

  @Test
  void picturesComeOutSquare() {
    Picture flat = Picture.filled(178, 218, 3, 77);
    assertThat(Preprocessing.picture(flat, 64, null)).isEqualTo(Picture.filled(64, 64, 3, 77));
    assertThat(Preprocessing.picture(flat, 64, new CropJitter(0.9, 0, 0.2, 0.5)))
        .isEqualTo(Picture.filled(64, 64, 3, 77));
  }

  @Test
  void theMaskIsOneWhereThePictureIsDark() {
    byte[] levels = {0, (byte) 203, (byte) 204, (byte) 255};
    // 1 - 203 / 255 = 0.2039, 1 - 204 / 255 = 0.2 in F32, which is not above 0.2
    assertThat(Preprocessing.mask(Picture.of(4, 1, 1, levels)).data())
        .containsExactly(1f, 1f, 0f, 0f);
    assertThat(Preprocessing.maskThreshold(new float[] {0.5f, 0.25f, Float.NaN}, 0.5))
        .containsExactly(false, true, false);
    assertThat(Preprocessing.mask(Picture.filled(2, 2, 3, 0)).channels()).isEqualTo(3);
  }

  @Test
  void onlyTheMaskedRegionIsReplaced() {
    Planes made = Planes.of(3, 1, 2, new float[] {-1, 0.1f, 2, 0.2f, 0.5f, 0.3f});
    Planes face = Planes.of(3, 1, 2, new float[] {0.9f, 0.8f, 0.9f, 0.7f, 0.9f, 0.6f});
    Planes mask = Planes.of(1, 1, 2, new float[] {1, 0});
    assertThat(Preprocessing.composite(made, mask, face).data())
        .containsExactly(0f, 0.8f, 1f, 0.7f, 0.5f, 0.6f);
    Planes perChannel = Planes.of(3, 1, 2, new float[] {0, 0, 0, 0.5f, 0, 1});
    assertThat(Preprocessing.composite(made, perChannel, face).data())
        .containsExactly(0.9f, 0.8f, 0.9f, 0.2f * 0.5f + 0.7f * 0.5f, 0.9f, 0.3f);
    Planes broken = Planes.of(3, 1, 2, new float[] {Float.NaN, 0, 0, 0, 0, 0});
    assertThat(Preprocessing.composite(broken, mask, face).at(0, 0, 0)).isNaN();
  }

  @Test
  void whatDoesNotFitIsNotComposed() {
    Planes face = Planes.of(3, 1, 2, new float[6]);
    assertThatThrownBy(() -> Preprocessing.composite(face, Planes.of(2, 1, 2, new float[4]), face))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("mask planes of [2, 1, 2]");
    assertThatThrownBy(() -> Preprocessing.composite(Planes.of(3, 2, 1, new float[6]), face, face))
        .isInstanceOf(ShapeException.class);
  }
}
