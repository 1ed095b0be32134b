package dev.sosia.landmarks.toyfaces.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.toyfaces.ToyFaces;
import dev.sosia.landmarks.toyfaces.person.ActionUnits;
import dev.sosia.landmarks.toyfaces.person.Identity;
import dev.sosia.landmarks.toyfaces.person.Scene;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class RendererTest {
  /// Every machine draws these bytes. They change with [Renderer#VERSION] only.
  private static final String HASH =
      "738fa59f94a815deb6e19fb28e04baa96aaa96c178a09b5e5d293b5398aaf346";

  @Test
  void theSameBytesEverywhere() throws NoSuchAlgorithmException {
    ToyFaces faces = ToyFaces.parse("toyfaces:ids=20,per-id=3,seed=5,size=89x109");
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (int id = 0; id < faces.ids(); id++) {
      for (int i = 0; i < faces.perId(); i++) {
        digest.update(faces.face(id, i).picture().data());
      }
    }
    assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(HASH);
  }

  @Test
  void peopleDiffer() {
    for (int k = 1; k < 10; k++) {
      assertThat(difference(plain(k), plain(k - 1))).isGreaterThan(4);
    }
  }

  @Test
  void allSizesShowTheSame() {
    Identity person = Identity.draw(11);
    Picture small = new Renderer(person, ActionUnits.REST, Scene.PLAIN, 89, 109).picture();
    Picture large = new Renderer(person, ActionUnits.REST, Scene.PLAIN, 356, 436).picture();
    double sum = 0;
    for (int y = 0; y < 109; y++) {
      for (int x = 0; x < 89; x++) {
        for (int c = 0; c < 3; c++) {
          double mean = 0;
          for (int k = 0; k < 16; k++) {
            mean += large.at(4 * x + k % 4, 4 * y + k / 4, c) / 16.0;
          }
          sum += Math.abs(mean - small.at(x, y, c));
        }
      }
    }
    assertThat(sum / (3 * 89 * 109)).isLessThan(4);
  }

  @Test
  void aPictureUsesItsRange() {
    for (int k = 0; k < 10; k++) {
      int least = 255;
      int most = 0;
      for (byte b : plain(k).data()) {
        least = Math.min(least, b & 255);
        most = Math.max(most, b & 255);
      }
      assertThat(least).isLessThan(50);
      assertThat(most).isGreaterThan(180).isLessThan(256);
    }
  }

  private static Picture plain(long person) {
    return new Renderer(Identity.draw(person), ActionUnits.REST, Scene.PLAIN, 89, 109).picture();
  }

  private static double difference(Picture a, Picture b) {
    double sum = 0;
    for (int i = 0; i < a.data().length; i++) {
      sum += Math.abs((a.data()[i] & 255) - (b.data()[i] & 255));
    }
    return sum / a.data().length;
  }
}
