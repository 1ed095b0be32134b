package dev.sosia.study.robust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sosia.landmarks.figure.FaceLandmarks;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.toyfaces.ToyFaces;
import dev.sosia.study.photo.LabelledPhotos.Photo;
import dev.sosia.study.photo.ToyPhotos;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DamageTest {
  private static final Photo PHOTO =
      new ToyPhotos(ToyFaces.parse("toyfaces:ids=1,per-id=1,size=89x109")).photo(0);

  /// A white dot at an eye's corner is where the damage says the corner is.
  @ParameterizedTest
  @EnumSource(names = {"CUT", "STRETCHED", "TURNED", "SMALL"})
  void pointsGoWhereTheFaceGoes(Damage damage) {
    int corner = FaceLandmarks.LEFT_EYE_INNER;
    byte[] black = new byte[3 * 100 * 100];
    int x = (int) PHOTO.points().x(corner);
    int y = (int) PHOTO.points().y(corner);
    for (int dy = -2; dy <= 2; dy++) {
      int from = 3 * ((y + dy) * 100 + x - 2);
      Arrays.fill(black, from, from + 15, (byte) 255);
    }
    Photo dotted = new Photo(Picture.of(100, 100, 3, black), PHOTO.points());
    Photo spoilt = damage.apply(dotted, 0, 0);
    double sum = 0;
    double sumX = 0;
    double sumY = 0;
    for (int v = 0; v < 100; v++) {
      for (int u = 0; u < 100; u++) {
        double light = spoilt.picture().at(u, v, 0);
        sum += light;
        sumX += light * (u + 0.5);
        sumY += light * (v + 0.5);
      }
    }
    // the dot's middle, in the undamaged picture, is (x + 0.5, y + 0.5)
    double offX = x + 0.5 - PHOTO.points().x(corner);
    double offY = y + 0.5 - PHOTO.points().y(corner);
    assertThat(sumX / sum).isCloseTo(spoilt.points().x(corner) + offX, within(0.75));
    assertThat(sumY / sum).isCloseTo(spoilt.points().y(corner) + offY, within(0.75));
  }

  @ParameterizedTest
  @EnumSource
  void theSameAgainAndStillAPhoto(Damage damage) {
    Photo once = damage.apply(PHOTO, 7, 1);
    assertThat(once.picture()).isEqualTo(damage.apply(PHOTO, 7, 1).picture());
    assertThat(once.picture().width()).isEqualTo(100);
    assertThat(once.picture().channels()).isEqualTo(3);
    assertThat(once.picture().equals(PHOTO.picture())).isEqualTo(damage == Damage.NONE);
  }

  @Test
  void eachPhotoHasItsOwnNoise() {
    assertThat(Damage.NOISY.apply(PHOTO, 7, 1).picture())
        .isNotEqualTo(Damage.NOISY.apply(PHOTO, 7, 2).picture());
  }

  @Test
  void greyIsGrey() {
    Picture grey = Damage.GREY.apply(PHOTO, 0, 0).picture();
    assertThat(grey.at(50, 50, 0)).isEqualTo(grey.at(50, 50, 1)).isEqualTo(grey.at(50, 50, 2));
  }
}
