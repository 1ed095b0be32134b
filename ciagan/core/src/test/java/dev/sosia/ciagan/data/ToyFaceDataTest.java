package dev.sosia.ciagan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sosia.landmarks.picture.Picture;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToyFaceDataTest {
  @TempDir private Path folder;

  @Test
  void aDescriptionOpensDrawnPeopleAndAPathAFolder() {
    FaceData drawn = FaceData.open("toyfaces:ids=3,per-id=4");
    assertThat(drawn.identities()).isEqualTo(3);
    assertThat(drawn.size()).isEqualTo(12);
    assertThat(drawn.pictures()).hasSize(12).contains(new PictureId(2, 3));
    assertThat(drawn.name()).startsWith("toyfaces:ids=3,per-id=4,");
    FaceData read = FaceData.open(DrawnFaces.names(folder, new int[] {1, 2}).toString());
    assertThat(read).isInstanceOf(CiaganFolder.class);
    assertThat(read.size()).isEqualTo(2);
  }

  @Test
  void facesComeWithTheirFigures() {
    FaceData drawn = FaceData.open("toyfaces:ids=4,per-id=3,seed=2");
    for (PictureId id : drawn.pictures()) {
      PreparedFace face = drawn.load(id);
      for (Picture p : new Picture[] {face.face(), face.landmarks(), face.mask()}) {
        assertThat(p.width()).isEqualTo(178);
        assertThat(p.height()).isEqualTo(218);
        assertThat(p.channels()).isEqualTo(3);
      }
      assertThat(share(face.mask(), 0x000000)).as("mask of " + id).isBetween(0.12, 0.4);
      assertThat(share(face.mask(), 0x000000) + share(face.mask(), 0xFFFFFF))
          .isCloseTo(1, within(1e-12));
      double lines = share(face.landmarks(), 0x0000FF);
      assertThat(lines).as("lines of " + id).isBetween(0.005, 0.02);
      assertThat(share(face.landmarks(), 0xFFFFFF)).isCloseTo(1 - lines, within(1e-12));
      assertThat(face.mask().at(89, 130, 0)).as("the nose is inside").isEqualTo(0);
      assertThat(face.mask().at(3, 3, 0)).as("the corner is outside").isEqualTo(255);
    }
  }

  private static double share(Picture p, int rgb) {
    int count = 0;
    for (int y = 0; y < p.height(); y++) {
      for (int x = 0; x < p.width(); x++) {
        int at = p.at(x, y, 0) << 16 | p.at(x, y, 1) << 8 | p.at(x, y, 2);
        count += at == rgb ? 1 : 0;
      }
    }
    return (double) count / (p.width() * p.height());
  }

  @Test
  void theSamePictureIsTheSame() {
    PictureId id = new PictureId(1, 5);
    assertThat(FaceData.open("toyfaces:ids=2,per-id=6").load(id))
        .isEqualTo(FaceData.open("toyfaces:ids=9,per-id=6").load(id))
        .isNotEqualTo(FaceData.open("toyfaces:ids=2,per-id=6,seed=2").load(id));
  }
}
