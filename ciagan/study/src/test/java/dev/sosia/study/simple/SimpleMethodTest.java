package dev.sosia.study.simple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sosia.ciagan.data.FaceData;
import dev.sosia.ciagan.data.PictureId;
import dev.sosia.ciagan.data.Sample;
import dev.sosia.ciagan.data.SampleLoader;
import dev.sosia.engine.error.InputException;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.Planes;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimpleMethodTest {
  private static final int SIZE = 48;
  private static final FaceData PEOPLE = FaceData.open("toyfaces:ids=6,per-id=2,size=89x109");
  private static final SampleLoader LOADER = new SampleLoader(PEOPLE, SIZE);

  @ParameterizedTest
  @ValueSource(strings = {"mask", "pixelate", "blur", "noise", "k-same:k=3"})
  void whatTheMaskCoversChangesAndNothingElse(String text) {
    SimpleReplacement method = on(text, 4);
    for (PictureId id : PEOPLE.pictures()) {
      Sample sample = LOADER.load(id, null);
      Picture before = sample.face().toPicture();
      Picture after = method.replace(sample, 0);
      int covered = 0;
      int changed = 0;
      for (int y = 0; y < SIZE; y++) {
        for (int x = 0; x < SIZE; x++) {
          for (int c = 0; c < 3; c++) {
            boolean same = before.at(x, y, c) == after.at(x, y, c);
            if (sample.mask().at(0, y, x) == 1) {
              covered++;
              changed += same ? 0 : 1;
            } else {
              assertThat(same).as("%s at %d, %d", id, x, y).isTrue();
            }
          }
        }
      }
      assertThat((double) changed / covered).isGreaterThan(0.5);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mask", "pixelate", "blur", "noise", "k-same:k=3"})
  void equalSeedsGiveEqualPictures(String text) {
    Sample sample = LOADER.load(new PictureId(3, 1), null);
    assertThat(on(text, 4).replace(sample, 0)).isEqualTo(on(text, 4).replace(sample, 7));
  }

  @Test
  void noiseIsAnothersForAnotherSeedAndAnotherPicture() {
    Sample sample = LOADER.load(new PictureId(3, 1), null);
    Sample other =
        new Sample(new PictureId(1, 3), sample.face(), sample.landmarks(), sample.mask());
    Planes noisy = new Noise(0.2).on(PEOPLE, SIZE, 4, () -> {}).draw(sample);
    assertThat(new Noise(0.2).on(PEOPLE, SIZE, 5, () -> {}).draw(sample).data())
        .isNotEqualTo(noisy.data());
    assertThat(new Noise(0.2).on(PEOPLE, SIZE, 4, () -> {}).draw(other).data())
        .isNotEqualTo(noisy.data());
    double squares = 0;
    double sum = 0;
    for (int i = 0; i < noisy.data().length; i++) {
      double d = noisy.data()[i] - sample.face().data()[i];
      sum += d;
      squares += d * d;
    }
    int n = noisy.data().length;
    assertThat(sum / n).isCloseTo(0, within(0.01)); // 0.2 / sqrt(6912) = 0.0024
    assertThat(Math.sqrt(squares / n)).isCloseTo(0.2, within(0.01));
  }

  @Test
  void theMaskIsBlack() {
    assertThat(new Mask().on(PEOPLE, SIZE, 0, () -> {}).draw(drawn(0)).data()).containsOnly(0f);
  }

  @Test
  void aMosaicHasOneColourABlockAndKeepsTheMean() {
    Planes face = ramp(SIZE);
    Planes mosaic = new Pixelate(6).mosaic(face);
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        assertThat(mosaic.at(1, y, x)).isEqualTo(mosaic.at(1, y / 8 * 8, x / 8 * 8));
      }
    }
    assertThat(mean(mosaic)).isCloseTo(mean(face), within(1e-6));
    assertThat(new Pixelate(SIZE).mosaic(face).data()).isEqualTo(face.data());
  }

  /// Sizes that blocks do not divide: every pixel belongs to one block all the same.
  @Test
  void raggedBlocksCoverEverything() {
    float[] one = new float[3 * 31 * 31];
    Arrays.fill(one, 0.25f);
    assertThat(new Pixelate(7).mosaic(Planes.of(3, 31, 31, one)).data()).containsOnly(0.25f);
  }

  @Test
  void aBlurredPointIsABellAndABlurredFlatPictureIsFlat() {
    float[] point = new float[3 * SIZE * SIZE];
    point[24 * SIZE + 24] = 1;
    Planes zero = Planes.of(1, SIZE, SIZE, new float[SIZE * SIZE]);
    FaceDrawer blur = new Blur(0.05).on(PEOPLE, SIZE, 0, () -> {});
    Planes bell =
        blur.draw(new Sample(new PictureId(0, 0), Planes.of(3, SIZE, SIZE, point), zero, zero));
    double variance = 0;
    double sum = 0;
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        sum += bell.at(0, y, x);
        variance += bell.at(0, y, x) * (x - 24) * (x - 24);
      }
    }
    assertThat(sum).isCloseTo(1, within(1e-5));
    assertThat(Math.sqrt(variance)).isCloseTo(0.05 * SIZE, within(0.01));
    float[] flat = new float[3 * SIZE * SIZE];
    Arrays.fill(flat, 0.5f);
    Planes still =
        blur.draw(new Sample(new PictureId(0, 0), Planes.of(3, SIZE, SIZE, flat), zero, zero));
    for (float v : still.data()) {
      assertThat(v).isCloseTo(0.5f, within(1e-6f));
    }
  }

  @Test
  void settingsAreRead() {
    assertThat(SimpleMethod.parse("mask")).isEqualTo(new Mask());
    assertThat(SimpleMethod.parse("pixelate")).isEqualTo(new Pixelate(Pixelate.BLOCKS));
    assertThat(SimpleMethod.parse("pixelate:blocks=9")).isEqualTo(new Pixelate(9));
    assertThat(SimpleMethod.parse("blur:sigma=0.5")).isEqualTo(new Blur(0.5));
    assertThat(SimpleMethod.parse("noise:sigma=2")).isEqualTo(new Noise(2));
    assertThat(SimpleMethod.parse("k-same:k=12")).isEqualTo(new KSame(12));
  }

  @ParameterizedTest
  @CsvSource({
    "blurr, did you mean 'blur'",
    "mask:k=3, has no setting",
    "pixelate:k=3, blocks=...",
    "pixelate:blocks=, blocks=...",
    "pixelate:blocks=few, whole number",
    "pixelate:blocks=0, at least 1",
    "blur:sigma=0, above 0",
    "blur:sigma=NaN, above 0",
    "noise:sigma=-1, above 0",
    "noise:sigma=much, a number",
    "k-same:k=1, at least 2",
  })
  void whatIsNoMethodIsRefused(String text, String words) {
    assertThatThrownBy(() -> SimpleMethod.parse(text))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(words);
  }

  @Test
  void moreBlocksThanPixelsAreRefused() {
    assertThatThrownBy(() -> new Pixelate(65).on(PEOPLE, 64, 0, () -> {}))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("64 pixels");
  }

  private static SimpleReplacement on(String text, long seed) {
    FaceDrawer drawer = SimpleMethod.parse(text).on(PEOPLE, SIZE, seed, () -> {});
    return new SimpleReplacement(text, SIZE, drawer);
  }

  private static Sample drawn(int id) {
    return LOADER.load(new PictureId(id, 0), null);
  }

  private static Planes ramp(int size) {
    float[] data = new float[3 * size * size];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) (i % 97) / 97;
    }
    return Planes.of(3, size, size, data);
  }

  private static double mean(Planes planes) {
    double sum = 0;
    for (float v : planes.data()) {
      sum += v;
    }
    return sum / planes.data().length;
  }
}
