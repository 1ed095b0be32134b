package dev.sosia.landmarks.picture;

import static dev.sosia.landmarks.picture.Pictures.grey;
import static dev.sosia.landmarks.picture.Pictures.levels;
import static dev.sosia.landmarks.picture.Pictures.noise;
import static dev.sosia.landmarks.picture.Pictures.rgb;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.error.ShapeException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PlanesTest {
  @Test
  void pixelsBecomePlanes() {
    Planes p = Planes.of(rgb(2, 1, 0, 51, 255, 102, 153, 204));
    assertThat(p.data()).containsExactly(0f, 0.4f, 0.2f, 0.6f, 1f, 0.8f);
    assertThat(p.at(2, 0, 1)).isEqualTo(0.8f);
    assertThat(p).hasToString("planes of [3, 1, 2]");
  }

  @Test
  void fractionsAreCutOff() {
    float[] x = {0, 0.0039f, 0.00392157f, 0.5f, 0.9999999f, 1};
    assertThat(levels(Planes.of(1, 1, 6, x).toPicture())).containsExactly(0, 0, 1, 127, 254, 255);
  }

  @Test
  void whatIsOutOfRangeIsCutOffAsWell() {
    float[] x = {-1, 2, Float.NaN, Float.POSITIVE_INFINITY};
    assertThat(levels(Planes.of(1, 2, 2, x).toPicture())).containsExactly(0, 255, 0, 255);
  }

  @Property(tries = 20)
  void bytesComeBackUnchanged(@ForAll long seed) {
    Picture p = noise(16, 17, 3, seed);
    assertThat(Planes.of(p).toPicture()).isEqualTo(p);
  }

  @Test
  void normalizesEachPlane() {
    Planes p = Planes.of(2, 1, 2, new float[] {1, 2, 3, 4});
    assertThat(p.normalize(new double[] {1, 2}, new double[] {2, 0.5}).data())
        .containsExactly(0f, 0.5f, 2f, 4f);
    assertThat(p.data()).containsExactly(1f, 2f, 3f, 4f);
    assertThatThrownBy(() -> p.normalize(new double[] {1}, new double[] {2}))
        .isInstanceOf(InputException.class);
    assertThatThrownBy(() -> p.normalize(new double[] {1, 1}, new double[] {2, 0}))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("plane 1");
  }

  @Test
  void erasesInAllPlanes() {
    Planes p = Planes.of(2, 2, 2, new float[] {1, 2, 3, 4, 5, 6, 7, 8});
    assertThat(p.erase(1, 0, 1, 2, 0.1).data())
        .containsExactly(1f, 2f, 0.1f, 0.1f, 5f, 6f, 0.1f, 0.1f);
    assertThat(p.data()).containsExactly(1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f);
    assertThatThrownBy(() -> p.erase(1, 0, 2, 1, 0)).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> p.erase(0, -1, 1, 1, 0)).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> p.erase(1, 0, Integer.MAX_VALUE, 1, 0))
        .isInstanceOf(InputException.class);
  }

  @Test
  void sizesHaveToFit() {
    assertThatThrownBy(() -> Planes.of(3, 2, 2, new float[11]))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("11 numbers")
        .hasMessageContaining("[3, 2, 2]");
    assertThatThrownBy(() -> Planes.of(2, 1, 1, new float[2]).toPicture())
        .isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> Picture.of(2, 2, 3, new byte[4])).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> Picture.of(0, 2, 3, new byte[0])).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> Picture.of(1, 1, 4, new byte[4])).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> Picture.filled(50000, 50000, 1, 0))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("too large");
  }

  @Test
  void greyIsLumaAndGreyStaysGrey() {
    // (19595 * 200 + 38470 * 100 + 7471 * 50 + 32768) / 65536 = 124.7..
    assertThat(levels(ColorMode.L.convert(rgb(2, 1, 200, 100, 50, 9, 9, 9))))
        .containsExactly((19595 * 200 + 38470 * 100 + 7471 * 50 + 32768) >> 16, 9);
    assertThat(levels(ColorMode.RGB.convert(grey(2, 1, 3, 4)))).containsExactly(3, 3, 3, 4, 4, 4);
    Picture p = grey(1, 1, 7);
    assertThat(ColorMode.L.convert(p)).isSameAs(p);
    Picture all = noise(8, 8, 1, 4);
    assertThat(ColorMode.L.convert(ColorMode.RGB.convert(all))).isEqualTo(all);
  }
}
