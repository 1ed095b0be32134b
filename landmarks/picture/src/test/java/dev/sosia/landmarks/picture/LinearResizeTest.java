package dev.sosia.landmarks.picture;

import static dev.sosia.landmarks.picture.Pictures.levels;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Recorded answers are those of OpenCV 5.0's `resize`, for a picture whose value at column x, row
/// y and channel c is `(7 x x + 31 y + 13 x y + 89 c) mod 256`.
class LinearResizeTest {

  @Test
  void smallerAsOpenCv() {
    Picture small = LinearResize.resize(formula(7, 9), 5, 6);
    assertThat(channel(small, 1))
        .containsExactly(
            99, 121, 170, 107, 96, 149, 199, 83, 124, 102, 187, 98, 124, 116, 108, 199, 98, 229,
            133, 114, 44, 138, 78, 125, 171, 95, 100, 183, 65, 139);
    assertThat(Arrays.stream(levels(small)).sum()).isEqualTo(11_117);
  }

  @Test
  void largerAsOpenCv() {
    Picture large = LinearResize.resize(formula(4, 5), 9, 7);
    assertThat(channel(large, 1))
        .containsExactly(
            89, 90, 93, 97, 106, 116, 130, 146, 152, 107, 109, 115, 123, 135, 148, 166, 185, 192,
            129, 133, 143, 155, 171, 188, 182, 172, 169, 151, 156, 171, 187, 208, 228, 155, 68, 36,
            173, 180, 199, 208, 152, 96, 88, 86, 86, 195, 186, 160, 133, 97, 61, 87, 123, 136, 213,
            180, 92, 20, 52, 85, 123, 161, 176);
    assertThat(Arrays.stream(levels(large)).sum()).isEqualTo(22_006);
  }

  @Test
  void oneDirectionAloneAsOpenCv() {
    assertThat(Arrays.stream(levels(LinearResize.resize(formula(13, 13), 6, 13))).sum())
        .isEqualTo(28_981);
  }

  @Property(tries = 100)
  void theSameSizeIsTheSamePictureAndFlatStaysFlat(
      @ForAll @IntRange(min = 1, max = 20) int width,
      @ForAll @IntRange(min = 1, max = 20) int height,
      @ForAll @IntRange(max = 255) int value) {
    Picture picture = formula(width, height);
    assertThat(LinearResize.resize(picture, width, height)).isEqualTo(picture);
    int[] flat = levels(LinearResize.resize(Picture.filled(width, height, 1, value), 11, 7));
    assertThat(Arrays.stream(flat)).allMatch(v -> v == value || v == value - 1);
  }

  private static Picture formula(int width, int height) {
    byte[] data = new byte[width * height * 3];
    for (int i = 0; i < data.length; i++) {
      int x = i / 3 % width;
      int y = i / 3 / width;
      data[i] = (byte) (7 * x * x + 31 * y + 13 * x * y + 89 * (i % 3));
    }
    return Picture.of(width, height, 3, data);
  }

  private static int[] channel(Picture picture, int c) {
    int[] all = levels(picture);
    int[] one = new int[all.length / picture.channels()];
    Arrays.setAll(one, i -> all[i * picture.channels() + c]);
    return one;
  }
}
