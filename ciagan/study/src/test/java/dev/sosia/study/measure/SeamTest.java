package dev.sosia.study.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.Planes;
import org.junit.jupiter.api.Test;

class SeamTest {
  /// 4 x 2 pixels, the two columns on the right replaced.
  private static final Planes MASK = Planes.of(1, 2, 4, new float[] {0, 0, 1, 1, 0, 0, 1, 1});

  private static Picture grey(int... values) {
    byte[] data = new byte[3 * values.length];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) values[i / 3];
    }
    return Picture.of(4, 2, 3, data);
  }

  @Test
  void energyIsTheStepAcrossTheBorderAlone() {
    Picture picture = grey(0, 10, 30, 200, 0, 10, 50, 7);
    assertThat(Seam.energy(picture, MASK)).isEqualTo(30); // 20 and 40
    Planes nowhere = Planes.of(1, 2, 4, new float[8]);
    assertThat(Seam.energy(picture, nowhere)).isZero();
  }

  @Test
  void backgroundIsWhatLiesOutsideAlone() {
    Picture before = grey(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(Seam.background(before, grey(1, 2, 99, 98, 5, 6, 97, 96), MASK)).isZero();
    assertThat(Seam.background(before, grey(5, 2, 3, 4, 5, 6, 7, 8), MASK)).isEqualTo(1);
  }
}
