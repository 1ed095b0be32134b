package dev.sosia.ciagan.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sosia.engine.error.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CiaganFolderTest {
  @TempDir Path root;

  private static void refused(Path root, String... words) {
    assertThatThrownBy(() -> CiaganFolder.open(root))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(root.toString())
        .hasMessageContainingAll(words);
  }

  @Test
  void picturesAreListedByIdentityAndNumber() {
    CiaganFolder f =
        CiaganFolder.open(DrawnFaces.names(root, new int[] {100000, 7, 30}, new int[] {5}));
    assertThat(f.identities()).isEqualTo(2);
    assertThat(f.size()).isEqualTo(4);
    assertThat(f.pictures())
        .containsExactly(
            new PictureId(0, 7),
            new PictureId(0, 30),
            new PictureId(0, 100000),
            new PictureId(1, 5));
    assertThat(f.pictures(1)).containsExactly(new PictureId(1, 5));
    assertThat(f.face(new PictureId(0, 7))).isEqualTo(root.resolve("clr/0/000007.jpg")).exists();
    assertThat(f.landmarks(new PictureId(0, 7))).isEqualTo(root.resolve("lndm/0/000007.jpg"));
    assertThat(f.mask(new PictureId(1, 5))).isEqualTo(root.resolve("msk/1/000005.jpg"));
  }

  @Test
  void tenIdentitiesAreCountedAsNumbers() {
    int[][] numbers = IntStream.range(0, 12).mapToObj(i -> new int[] {i}).toArray(int[][]::new);
    CiaganFolder f = CiaganFolder.open(DrawnFaces.names(root, numbers));
    assertThat(f.pictures(11)).containsExactly(new PictureId(11, 11));
    FaceData first = new FirstIdentities(f, 3);
    assertThat(first.identities()).isEqualTo(3);
    assertThat(first.size()).isEqualTo(3);
    assertThatThrownBy(() -> new FirstIdentities(f, 13))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has 12 identities");
    assertThatThrownBy(() -> new FirstIdentities(f, 0)).isInstanceOf(InputException.class);
  }

  @Test
  void whatIsNoPictureIsPassedOver() throws IOException {
    DrawnFaces.names(root, new int[] {1});
    Files.writeString(root.resolve("lndm/notes.txt"), "x");
    Files.createDirectory(root.resolve("lndm/.hidden"));
    Files.writeString(root.resolve("lndm/0/.000002.jpg"), "x");
    Files.writeString(root.resolve("lndm/0/list.txt"), "x");
    Files.writeString(root.resolve("clr/0/000009.jpg"), "more faces than landmarks do no harm");
    assertThat(CiaganFolder.open(root).pictures()).containsExactly(new PictureId(0, 1));
  }

  @Test
  void foldersMayBeLinks() throws IOException {
    DrawnFaces.names(root, new int[] {1});
    Path other = Files.createDirectory(root.resolve("zweites 猫"));
    for (String kind : List.of("clr", "lndm", "msk")) {
      Files.createSymbolicLink(other.resolve(kind), root.resolve(kind));
    }
    assertThat(CiaganFolder.open(other).size()).isEqualTo(1);
  }

  @Test
  void allMissingFilesAreToldAtOnce() throws IOException {
    DrawnFaces.names(root, new int[] {1, 2, 3, 4}, new int[] {5, 6});
    for (String gone : List.of("clr/0/000001.jpg", "msk/0/000001.jpg", "msk/1/000006.jpg")) {
      Files.delete(root.resolve(gone));
    }
    refused(root, "3 files are missing", "clr/0/000001.jpg, msk/0/000001.jpg, msk/1/000006.jpg");
    for (int i = 2; i <= 4; i++) {
      Files.delete(root.resolve("clr/0/00000" + i + ".jpg"));
    }
    refused(root, "6 files are missing", ", ..");
  }

  @Test
  void anotherLayoutIsRefused() throws IOException {
    refused(root.resolve("none"), "no such folder");
    refused(root, "no folder clr, no folder lndm, no folder msk");
    for (String kind : List.of("clr", "lndm", "msk")) {
      Files.createDirectory(root.resolve(kind));
    }
    refused(root, "no folder of an identity");
    Files.createDirectory(root.resolve("lndm/0"));
    refused(root, "no pictures");
    DrawnFaces.names(root, new int[] {1}, new int[] {2});
    Files.move(root.resolve("lndm/1"), root.resolve("lndm/2880"));
    refused(root, "2 folders, to be named 0 to 1, but no folder 1");
  }

  @Test
  void namesHaveToBeSixDigits() throws IOException {
    DrawnFaces.names(root, new int[] {1});
    for (String name : List.of("2.jpg", "face.jpg", "99999999999.jpg", "-00001.jpg")) {
      Path file = Files.writeString(root.resolve("lndm/0").resolve(name), "x");
      refused(root, name, "six digits");
      Files.delete(file);
    }
  }

  @Test
  void tenThousandFiles() throws IOException {
    for (String kind : List.of("clr", "lndm", "msk")) {
      for (int i = 0; i < 4; i++) {
        Files.createDirectories(root.resolve(kind).resolve(Integer.toString(i)));
      }
      for (int n = 0; n < 3400; n++) {
        Files.createFile(root.resolve(kind).resolve(new PictureId(n % 4, n).toString()));
      }
    }
    CiaganFolder f = CiaganFolder.open(root);
    assertThat(f.size()).isEqualTo(3400);
    assertThat(f.pictures(3).getLast()).isEqualTo(new PictureId(3, 3399));
  }

  @Test
  void thePublicSample() {
    Path sample = Path.of(System.getProperty("sosia.shared", "none"), "data", "celeba-sample");
    assumeTrue(Files.isDirectory(sample), "no sample in " + sample);
    CiaganFolder f = CiaganFolder.open(sample);
    assertThat(f.identities()).isEqualTo(5);
    for (int i = 0; i < 5; i++) {
      assertThat(f.pictures(i)).hasSize(30);
    }
  }
}
