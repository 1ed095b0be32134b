package dev.sosia.landmarks.picture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WarpTest {
  /// Columns 0 to 4 of rows 0, 10, 20, 30.
  private static Picture rows() {
    byte[] data = new byte[20];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) (i / 5 * 10 + i % 5);
    }
    return Picture.of(5, 4, 1, data);
  }

  @Test
  void fixedPointStepsAreRoundedAndAddedUp() {
    // the first column starts at 1 and moves by 2/3 a row: 1, 1.67, 2.33, and 3 + 2^-16, because
    // 2/3
    // is 43691 / 65536; with 43690 it would not come to 3
    double[] m = {1, 2.0 / 3, 0.5 - 1.0 / 3, 0, 1, 0};
    Picture out = Warp.affine(rows(), m);
    assertThat(new int[] {out.at(0, 0, 0), out.at(0, 1, 0), out.at(0, 2, 0), out.at(0, 3, 0)})
        .containsExactly(1, 11, 22, 33);
    assertThat(out.at(4, 0, 0)).as("beyond the right edge").isZero();
  }

  @Test
  void negativePositionsAreOutsideNotColumnZero() {
    // the first pixel's source is -0.25: cut off towards zero it would be inside
    Picture out = Warp.affine(rows(), new double[] {1, 1e-6, -0.75, 0, 1, 0});
    assertThat(new int[] {out.at(0, 1, 0), out.at(1, 1, 0)}).containsExactly(0, 10);
    Picture scaled = Warp.scale(rows(), new double[] {1, 0, -0.75, 0, 1, 0}, 5, 4);
    assertThat(new int[] {scaled.at(0, 1, 0), scaled.at(1, 1, 0)}).containsExactly(0, 10);
  }

  @Test
  void allThreeWaysAgreeWhereNothingIsRounded() {
    double[] m = {0.5, 0, 1.25, 0, 0.5, 0.25};
    Picture scaled = Warp.scale(rows(), m, 5, 4);
    // too small to matter, but not zero: fixed point
    assertThat(Warp.affine(rows(), new double[] {0.5, 1e-9, 1.25, 0, 0.5, 0.25})).isEqualTo(scaled);
    // a far corner takes it out of fixed point's reach, row 0 stays
    Picture far = Warp.affine(rows(), new double[] {0.5, 9000, 1.25 - 4500, 0, 0.5, 0.25});
    assertThat(Crop.crop(far, new Box(0, 0, 5, 1)))
        .isEqualTo(Crop.crop(scaled, new Box(0, 0, 5, 1)));
    assertThat(Crop.crop(far, new Box(0, 1, 5, 4))).isEqualTo(Picture.filled(5, 3, 1, 0));
  }
}
