package dev.sosia.landmarks.picture;

import static dev.sosia.landmarks.picture.Pictures.grey;
import static dev.sosia.landmarks.picture.Pictures.levels;
import static dev.sosia.landmarks.picture.Pictures.noise;
import static dev.sosia.landmarks.picture.Pictures.rgb;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.InputException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CropTest {
  private static final Picture P = grey(3, 2, 1, 2, 3, 4, 5, 6);

  @Test
  void insideAndBeyond() {
    assertThat(levels(Crop.crop(P, new Box(1, 0, 3, 1)))).containsExactly(2, 3);
    assertThat(levels(Crop.crop(P, new Box(-1, 1, 2, 3)))).containsExactly(0, 4, 5, 0, 0, 0);
    assertThat(levels(Crop.crop(P, new Box(7, 7, 9, 8)))).containsExactly(0, 0);
    assertThat(levels(Crop.crop(P, new Box(-9, -9, -8, -7)))).containsExactly(0, 0);
  }

  @Test
  void aPaddedCropCountsFromThePadding() {
    assertThat(levels(Crop.paddedCrop(P, 1, 0, 0, 2, 2))).containsExactly(0, 0, 0, 1);
    assertThat(levels(Crop.paddedCrop(P, 1, 2, 3, 2, 2))).containsExactly(6, 0, 0, 0);
    assertThat(Crop.paddedCrop(P, 0, 0, 0, 2, 3)).isEqualTo(P);
  }

  @Test
  void flipsPixelsNotChannels() {
    assertThat(levels(Crop.horizontalFlip(rgb(2, 1, 1, 2, 3, 4, 5, 6))))
        .containsExactly(4, 5, 6, 1, 2, 3);
    assertThat(levels(Crop.horizontalFlip(P))).containsExactly(3, 2, 1, 6, 5, 4);
  }

  @Test
  void emptyAndHugeCropsAreRefused() {
    assertThatThrownBy(() -> Crop.crop(P, new Box(1, 1, 1, 2))).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> Crop.crop(P, new Box(2, 1, 1, 2))).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> Crop.crop(P, new Box(-2_000_000_000, 0, 2_000_000_000, 1)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("too large");
    assertThatThrownBy(() -> Crop.paddedCrop(P, 1, 3, 0, 2, 2))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("padded by 1");
    assertThatThrownBy(() -> Crop.paddedCrop(P, -1, 0, 0, 1, 1)).isInstanceOf(InputException.class);
  }

  @Property(tries = 200)
  void everyPixelComesFromItsPlace(
      @ForAll @IntRange(min = -6, max = 9) int left,
      @ForAll @IntRange(min = -6, max = 9) int top,
      @ForAll @IntRange(min = 1, max = 9) int width,
      @ForAll @IntRange(min = 1, max = 9) int height) {
    Picture p = noise(5, 4, 3, 8);
    Picture cut = Crop.crop(p, new Box(left, top, left + width, top + height));
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean inside = left + x >= 0 && left + x < 5 && top + y >= 0 && top + y < 4;
        assertThat(cut.at(x, y, 2)).isEqualTo(inside ? p.at(left + x, top + y, 2) : 0);
      }
    }
  }
}
