package dev.sosia.study.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.InputException;
import dev.sosia.landmarks.figure.FaceLandmarks;
import dev.sosia.landmarks.picture.LinearResize;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.PictureReader;
import dev.sosia.landmarks.picture.PictureWriter;
import org.junit.jupiter.api.Test;

class StepsTest {

  @Test
  void aGenerationIsWhatAReaderOfTheFileSees() {
    Picture ramp = ramp(40, 30);
    Picture again = new JpegGeneration(75).apply(ramp);
    assertThat(again).isEqualTo(new PictureReader().decode(PictureWriter.jpeg(ramp, 75), "ramp"));
    assertThat(again).isNotEqualTo(ramp);
    assertThat(difference(new JpegGeneration(95).apply(ramp), ramp))
        .isLessThan(difference(again, ramp));
    assertThatThrownBy(() -> new JpegGeneration(0).apply(ramp)).isInstanceOf(InputException.class);
  }

  /// A bright rectangle from (5, 3) to (24, 13) on black: all but its last column and row is kept.
  @Test
  void theFrameGoesAndTheLastColumnAndRowWithIt() {
    byte[] data = new byte[40 * 30 * 3];
    for (int y = 3; y <= 13; y++) {
      for (int x = 5; x <= 24; x++) {
        data[(y * 40 + x) * 3 + x % 3] = (byte) (100 + x);
      }
    }
    data[(29 * 40 + 39) * 3] = 20; // not over the threshold
    Picture cut = new FrameCut(20).apply(Picture.of(40, 30, 3, data));
    assertThat(cut.width()).isEqualTo(19);
    assertThat(cut.height()).isEqualTo(10);
    assertThat(cut.at(0, 0, 2)).isEqualTo(105);
    assertThat(cut.at(18, 9, 2)).isEqualTo(123);
    data[(29 * 40 + 39) * 3 + 1] = 21;
    Picture wider = new FrameCut(20).apply(Picture.of(40, 30, 3, data));
    assertThat(wider.width()).isEqualTo(34);
    assertThat(wider.height()).isEqualTo(26);
  }

  /// Bytes above 127 are bright, not negative.
  @Test
  void whiteIsBright() {
    Picture cut = new FrameCut(20).apply(Picture.filled(8, 9, 3, 255));
    assertThat(cut).isEqualTo(Picture.filled(7, 8, 3, 255));
    assertThat(new FrameCut(20).apply(Picture.filled(8, 9, 1, 200)).height()).isEqualTo(8);
  }

  @Test
  void aDarkPictureCannotBeCut() {
    assertThatThrownBy(() -> new FrameCut(20).apply(Picture.filled(8, 8, 3, 20)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("over 20");
    byte[] line = new byte[8 * 8];
    line[3 * 8 + 2] = 90;
    line[3 * 8 + 6] = 90; // one row is not two
    assertThatThrownBy(() -> new FrameCut(20).apply(Picture.of(8, 8, 1, line)))
        .isInstanceOf(InputException.class);
  }

  @Test
  void linearIsOpenCvs() {
    Picture ramp = ramp(61, 47);
    assertThat(new LinearTo(100, 100).apply(ramp)).isEqualTo(LinearResize.resize(ramp, 100, 100));
  }

  @Test
  void aShiftMovesAndRepeatsTheEdge() {
    Picture ramp = ramp(20, 10);
    Picture moved = new Shift(4, -1).apply(ramp);
    assertThat(moved.width()).isEqualTo(20);
    assertThat(moved.at(4, 0, 0)).isEqualTo(ramp.at(0, 1, 0));
    assertThat(moved.at(19, 8, 2)).isEqualTo(ramp.at(15, 9, 2));
    assertThat(moved.at(0, 0, 1)).isEqualTo(ramp.at(0, 1, 1));
    assertThat(moved.at(9, 9, 1)).isEqualTo(ramp.at(5, 9, 1));
    assertThat(new Shift(0, 0).apply(ramp)).isEqualTo(ramp);
  }

  @Test
  void pointsAreRoundedHalvesUp() {
    double[] xy = new double[2 * FaceLandmarks.COUNT];
    xy[0] = 2.5;
    xy[1] = 3.49;
    xy[2] = -0.5;
    xy[3] = -1.51;
    FaceLandmarks whole = WholePoints.of(FaceLandmarks.of(xy));
    assertThat(whole.x(0)).isEqualTo(3);
    assertThat(whole.y(0)).isEqualTo(3);
    assertThat(whole.x(1)).isZero();
    assertThat(whole.y(1)).isEqualTo(-2);
  }

  static Picture ramp(int width, int height) {
    byte[] data = new byte[width * height * 3];
    for (int i = 0; i < data.length; i++) {
      int x = i / 3 % width;
      int y = i / 3 / width;
      data[i] = (byte) (60 + (x * 5 + y * 3 + i % 3 * 40) % 190);
    }
    return Picture.of(width, height, 3, data);
  }

  private static long difference(Picture a, Picture b) {
    long sum = 0;
    for (int i = 0; i < a.data().length; i++) {
      sum += Math.abs((a.data()[i] & 255) - (b.data()[i] & 255));
    }
    return sum;
  }
}
