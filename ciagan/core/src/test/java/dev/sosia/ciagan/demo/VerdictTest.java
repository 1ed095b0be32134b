package dev.sosia.ciagan.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.Planes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Verdicts on results whose truth is planted: two rows of two pixels, the lower one masked.
class VerdictTest {
  private static final Picture INPUT = picture(100, 100);
  private static final List<Picture> TRUTHS = List.of(picture(9, 20), picture(9, 200), INPUT);

  /// An RGB picture of 2 x 2 pixels.
  private static Picture picture(int upper, int lower) {
    byte[] bytes = new byte[12];
    for (int i = 0; i < 12; i++) {
      bytes[i] = (byte) (i < 6 ? upper : lower);
    }
    return Picture.of(2, 2, 3, bytes);
  }

  private static Planes mask(int channels) {
    float[] values = new float[4 * channels];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 4 < 2 ? 0 : 1;
    }
    return Planes.of(channels, 2, 2, values);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void theOneWhoWasAskedForIsTheNearest(int channels) {
    Verdict verdict = Verdict.of(mask(channels), picture(100, 190), TRUTHS, 1);
    assertThat(verdict).isEqualTo(new Verdict(true, 90, 10, true, false));
  }

  @Test
  void anotherOneIsTheNearest() {
    Verdict verdict = Verdict.of(mask(1), picture(100, 30), TRUTHS, 1);
    assertThat(verdict).isEqualTo(new Verdict(true, 70, 170, false, false));
  }

  @Test
  void doingNothingLooksLikeTheInput() {
    assertThat(Verdict.of(mask(1), INPUT, TRUTHS, 0))
        .isEqualTo(new Verdict(true, 0, 80, false, true));
  }

  @Test
  void oneByteOutsideTheMaskIsSeen() {
    byte[] bytes = INPUT.data().clone();
    bytes[5]++;
    Verdict verdict = Verdict.of(mask(3), Picture.of(2, 2, 3, bytes), TRUTHS, 0);
    assertThat(verdict.untouched()).isFalse();
  }
}
