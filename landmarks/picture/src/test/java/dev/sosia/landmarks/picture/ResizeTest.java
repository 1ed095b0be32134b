package dev.sosia.landmarks.picture;

import static dev.sosia.landmarks.picture.Pictures.grey;
import static dev.sosia.landmarks.picture.Pictures.levels;
import static dev.sosia.landmarks.picture.Pictures.noise;
import static dev.sosia.landmarks.picture.Pictures.rgb;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.InputException;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResizeTest {
  @Test
  void boxAveragesWhatAResultPixelCovers() {
    // (0 + 100) / 2 and (200 + 255) / 2 = 227.5, rounded up
    assertThat(levels(Resize.resize(grey(4, 1, 0, 100, 200, 255), 2, 1, Resampling.BOX)))
        .containsExactly(50, 228);
  }

  @Test
  void bilinearMixesNeighboursByDistance() {
    // centres 0.25, 0.75, 1.25, 1.75 of the source's 0.5 and 1.5
    assertThat(levels(Resize.resize(grey(2, 1, 0, 100), 4, 1, Resampling.BILINEAR)))
        .containsExactly(0, 25, 75, 100);
    assertThat(levels(Resize.resize(grey(1, 2, 0, 100), 1, 4, Resampling.BILINEAR)))
        .containsExactly(0, 25, 75, 100);
  }

  @Test
  void bilinearShrinksOverAllPixelsItSpans() {
    // scale 2: weights 1 - |x - centre| / 2 = 0.75, 0.75, 0.25 about centre 1, of 1.75 in all
    int expected = (int) Math.floor((0.75 * 10 + 0.75 * 50 + 0.25 * 210) / 1.75 + 0.5);
    assertThat(Resize.resize(grey(4, 1, 10, 50, 210, 0), 2, 1, Resampling.BILINEAR).at(0, 0, 0))
        .isEqualTo(expected);
  }

  @Test
  void bicubicAndLanczosOvershootAndAreCutOff() {
    // result pixel 4 has its centre at 2.25; of the bright side it sees pixel 3, at distance 1.25,
    // with the weight -0.0703
    Picture edge = grey(6, 1, 0, 0, 0, 255, 255, 255);
    assertThat(levels(Resize.resize(edge, 12, 1, Resampling.BICUBIC)))
        .startsWith(0, 0, 0, 0, 0)
        .endsWith(255, 255, 255, 255, 255)
        .satisfies(v -> assertThat(v[5] + v[6]).isEqualTo(255));
    // where nothing is cut off, the overshoot shows: 100 - 0.0703 * 50
    Picture low = grey(6, 1, 100, 100, 100, 150, 150, 150);
    assertThat(Resize.resize(low, 12, 1, Resampling.BICUBIC).at(4, 0, 0)).isEqualTo(96);
    assertThat(Resize.resize(low, 12, 1, Resampling.LANCZOS).at(7, 0, 0)).isGreaterThan(150);
  }

  @Test
  void nearestTakesThePixelUnderTheCentre() {
    Picture p = rgb(3, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(levels(Resize.resize(p, 2, 1, Resampling.NEAREST)))
        .containsExactly(1, 2, 3, 7, 8, 9);
    // centres 0.3, 0.9, 1.5, 2.1, 2.7
    assertThat(levels(Resize.resize(grey(3, 1, 10, 20, 30), 5, 1, Resampling.NEAREST)))
        .containsExactly(10, 10, 20, 30, 30);
  }

  @Test
  void aRegionMayBeginWithinPixels() {
    Picture p = grey(4, 1, 0, 40, 80, 120);
    // 0.5 .. 2.5 to two pixels: centres 1 and 2, each on the edge of two pixels
    assertThat(levels(Resize.resize(p, 2, 1, Resampling.BILINEAR, new Region(0.5f, 0, 2.5f, 1))))
        .containsExactly(20, 60);
    assertThat(levels(Resize.resize(p, 2, 1, Resampling.NEAREST, new Region(2, 0, 4, 1))))
        .containsExactly(80, 120);
  }

  @Test
  void aRegionOfOnePixelsSizeIsNoCopy() {
    Picture p = grey(4, 1, 0, 40, 80, 120);
    assertThat(levels(Resize.resize(p, 4, 1, Resampling.BOX, new Region(0, 0, 2, 1))))
        .containsExactly(0, 0, 40, 40);
  }

  @Test
  void theSameSizeIsTheSamePicture() {
    Picture p = noise(7, 5, 3, 1);
    for (Resampling filter : Resampling.values()) {
      assertThat(Resize.resize(p, 7, 5, filter)).isEqualTo(p);
    }
  }

  @ParameterizedTest
  @EnumSource(Resampling.class)
  void whatCannotBeIsRefused(Resampling filter) {
    Picture p = noise(4, 4, 1, 1);
    assertThatThrownBy(() -> Resize.resize(p, 0, 4, filter)).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> Resize.resize(p, 70000, 70000, filter))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("too large");
    assertThatThrownBy(() -> Resize.resize(p, 1, 700_000_000, Resampling.LANCZOS))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("too long");
    assertThatThrownBy(() -> Resize.resize(p, 2, 2, filter, new Region(1, 1, 1, 3)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("empty");
    assertThatThrownBy(() -> Resize.resize(p, 2, 2, filter, new Region(0, 0, 4.5f, 4)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("not within");
    assertThatThrownBy(() -> Resize.resize(p, 2, 2, filter, new Region(Float.NaN, 0, 4, 4)))
        .isInstanceOf(InputException.class);
    assertThatThrownBy(() -> Resize.of(5, 4, 2, 2, filter).apply(p))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("5 x 4");
  }

  @Property(tries = 200)
  void aFlatPictureStaysFlat(
      @ForAll Resampling filter,
      @ForAll @IntRange(min = 1, max = 40) int in,
      @ForAll @IntRange(min = 1, max = 40) int out,
      @ForAll @IntRange(min = 0, max = 255) int level) {
    Picture flat = Picture.filled(in, 3, 3, level);
    assertThat(Resize.resize(flat, out, 5, filter)).isEqualTo(Picture.filled(out, 5, 3, level));
  }

  @Property(tries = 150)
  void channelsDoNotMix(
      @ForAll Resampling filter,
      @ForAll @IntRange(min = 1, max = 30) int in,
      @ForAll @IntRange(min = 1, max = 30) int out,
      @ForAll long seed) {
    Picture p = noise(in, 9, 3, seed);
    Picture resized = Resize.resize(p, out, 4, filter);
    for (int c = 0; c < 3; c++) {
      assertThat(Resize.resize(Pictures.channel(p, c), out, 4, filter))
          .isEqualTo(Pictures.channel(resized, c));
    }
  }

  @Property(tries = 150)
  void bothDirectionsAreTheSame(
      @ForAll Resampling filter,
      @ForAll @IntRange(min = 1, max = 30) int in,
      @ForAll @IntRange(min = 1, max = 30) int out,
      @ForAll long seed) {
    Picture p = noise(in, 6, 3, seed);
    assertThat(Pictures.transposed(Resize.resize(p, out, 6, filter)))
        .isEqualTo(Resize.resize(Pictures.transposed(p), 6, out, filter));
  }

  @Property(tries = 150)
  void bothPassesAreOneAfterTheOther(
      @ForAll Resampling filter,
      @ForAll @IntRange(min = 1, max = 30) int width,
      @ForAll @IntRange(min = 1, max = 30) int height,
      @ForAll long seed) {
    Picture p = noise(11, 13, 1, seed);
    Picture wide = Resize.resize(p, width, 13, filter);
    assertThat(Resize.resize(p, width, height, filter))
        .isEqualTo(Resize.resize(wide, width, height, filter));
  }

  @Property(tries = 150)
  void aMirroredPictureGivesAMirroredResult(
      @ForAll Resampling filter,
      @ForAll @IntRange(min = 1, max = 30) int in,
      @ForAll @IntRange(min = 1, max = 30) int out,
      @ForAll long seed) {
    // these two open their windows on one side only
    Assume.that(filter != Resampling.NEAREST && filter != Resampling.BOX);
    Picture p = noise(in, 4, 3, seed);
    Picture mirrored = Crop.horizontalFlip(Resize.resize(Crop.horizontalFlip(p), out, 4, filter));
    assertThat(Pictures.largestDifference(mirrored, Resize.resize(p, out, 4, filter)))
        .isLessThanOrEqualTo(1);
  }
}
