package dev.sosia.landmarks.picture;

import static dev.sosia.landmarks.picture.Pictures.grey;
import static dev.sosia.landmarks.picture.Pictures.levels;
import static dev.sosia.landmarks.picture.Pictures.noise;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.InputException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RotationTest {
  private static final Picture SQUARE = grey(2, 2, 1, 2, 3, 4);

  @Test
  void quarterTurnsGoCounterClockwise() {
    assertThat(levels(Rotation.rotate(SQUARE, 90))).containsExactly(2, 4, 1, 3);
    assertThat(levels(Rotation.rotate(SQUARE, 180))).containsExactly(4, 3, 2, 1);
    assertThat(levels(Rotation.rotate(SQUARE, 270))).containsExactly(3, 1, 4, 2);
    assertThat(Rotation.rotate(SQUARE, -90)).isEqualTo(Rotation.rotate(SQUARE, 270));
    assertThat(Rotation.rotate(SQUARE, 450)).isEqualTo(Rotation.rotate(SQUARE, 90));
  }

  @Test
  void aQuarterTurnOfAnOblongKeepsItsSizeAndLosesItsEnds() {
    // the row 1 2 3 stands upright about its middle; above and below there is no room
    assertThat(levels(Rotation.rotate(grey(3, 1, 1, 2, 3), 90))).containsExactly(0, 2, 0);
  }

  @Test
  void aSmallTurnMovesFarPixelsOnly() {
    Picture p = Picture.filled(41, 41, 1, 0);
    p.data()[20 * 41 + 20] = 9;
    p.data()[20 * 41 + 40] = 7;
    Picture turned = Rotation.rotate(p, 10);
    assertThat(turned.at(20, 20, 0)).isEqualTo(9);
    // 20 pixels to the right of the centre go up by 20 sin 10 = 3.5
    assertThat(turned.at(40, 20, 0)).isZero();
    assertThat(turned.at(40, 16, 0) + turned.at(40, 17, 0)).isGreaterThan(0);
  }

  @Test
  void affineShiftsByWholePixels() {
    Picture p = grey(3, 2, 1, 2, 3, 4, 5, 6);
    assertThat(levels(Rotation.affine(p, 0, 1, 0, 1, 0, 0))).containsExactly(0, 1, 2, 0, 4, 5);
    assertThat(levels(Rotation.affine(p, 0, -1, 1, 1, 0, 0))).containsExactly(0, 0, 0, 2, 3, 0);
  }

  @Test
  void affineScalesAboutTheCentre() {
    Picture p = grey(4, 1, 1, 2, 3, 4);
    assertThat(levels(Rotation.affine(p, 0, 0, 0, 2, 0, 0))).containsExactly(2, 2, 3, 3);
    // twice the distance: sources 2 + 2 (x + 0.5 - 2) = -1, 1, 3, 5
    assertThat(levels(Rotation.affine(p, 0, 0, 0, 0.5, 0, 0))).containsExactly(0, 2, 4, 0);
  }

  @Test
  void affineTurnsClockwise() {
    Picture p = noise(8, 8, 3, 2);
    assertThat(Rotation.affine(p, 30, 0, 0, 1, 0, 0)).isEqualTo(Rotation.rotate(p, -30));
  }

  @Test
  void shearSlantsRows() {
    // source x = x + (y - middle): the upper row moves to the right, the lower to the left
    Picture p = grey(3, 3, 0, 1, 0, 0, 1, 0, 0, 1, 0);
    assertThat(levels(Rotation.affine(p, 0, 0, 0, 1, 45, 0)))
        .containsExactly(0, 0, 1, 0, 1, 0, 1, 0, 0);
  }

  @Test
  void picturesWiderThanFixedPointReachesAreShiftedAsWell() {
    Picture p = noise(40000, 2, 1, 3);
    // a shear so small that no pixel notices keeps the matrix from being a plain scale
    Picture shifted = Rotation.affine(p, 0, 5, 0, 1, 1e-7, 0);
    assertThat(levels(shifted)).containsSequence(levels(Crop.crop(p, new Box(0, 0, 39995, 1))));
  }

  @Test
  void numbersThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> Rotation.rotate(SQUARE, Double.NaN))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("angle");
    assertThatThrownBy(() -> Rotation.affine(SQUARE, 0, 0, 0, 0, 0, 0))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("scale");
    assertThatThrownBy(() -> Rotation.affine(SQUARE, 0, Double.POSITIVE_INFINITY, 0, 1, 0, 0))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("translate");
  }

  @Property(tries = 50)
  void fourQuarterTurnsAreNone(
      @ForAll @IntRange(min = 1, max = 12) int side, @ForAll boolean grey, @ForAll long seed) {
    Picture p = noise(side, side, grey ? 1 : 3, seed);
    Picture turned = p;
    for (int i = 0; i < 4; i++) {
      turned = Rotation.rotate(turned, 90);
    }
    assertThat(turned).isEqualTo(p);
    assertThat(Rotation.rotate(Rotation.rotate(p, 90), 180)).isEqualTo(Rotation.rotate(p, 270));
  }
}
