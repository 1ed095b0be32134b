package dev.sosia.ciagan.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.type.Shape;
import dev.sosia.weights.numpy.NpzWriter;
import dev.sosia.weights.value.HostTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CelebaPhotosTest {

  @TempDir private Path folder;
  private Path pictures = Path.of("");
  private Path list = Path.of("");

  /// Identity 7 has 30 pictures, 5 has 31, 9 has 29; interleaved. The files are empty.
  @BeforeEach
  void threeIdentities() throws IOException {
    pictures = Files.createDirectories(folder.resolve("img_align_celeba"));
    list = folder.resolve("identity_CelebA.txt");
    StringBuilder lines = new StringBuilder();
    int number = 0;
    for (int k = 0; k < 31; k++) {
      for (int identity : new int[] {7, 5, 9}) {
        if (k < (identity == 7 ? 30 : identity == 5 ? 31 : 29)) {
          number++;
          String name = "%06d.jpg".formatted(number);
          Files.createFile(pictures.resolve(name));
          lines.append(name).append(' ').append(identity).append('\n');
        }
      }
    }
    Files.writeString(list, lines);
  }

  @Test
  void identitiesWithThirtyPicturesAreTakenInTheOrderOfTheirNumbers() {
    Photos photos = CelebaPhotos.read(folder, list, null);
    assertThat(photos.identities()).containsExactly("5", "7");
    assertThat(photos.list()).hasSize(61);
    assertThat(photos.list().getFirst().name()).isEqualTo("000002.jpg");
    assertThat(photos.list().getFirst().id().identity()).isEqualTo(0);
    assertThat(photos.list().getFirst().id().number()).isEqualTo(2);
    assertThat(photos.list().getLast().id().identity()).isEqualTo(1);
    assertThat(photos.remarks()).isEmpty();
    assertThat(photos.folder()).isEqualTo(pictures);
    assertThat(CelebaPhotos.read(pictures, list, null)).isEqualTo(photos);
  }

  @Test
  void aListOfLegitIdentitiesDecidesOrderAndSize() throws IOException {
    Path legit = npy(9, 4, 7);
    Photos photos = CelebaPhotos.read(folder, list, legit);
    assertThat(photos.identities()).containsExactly("9", "7");
    assertThat(photos.list()).hasSize(59);
    assertThat(photos.remarks()).hasSize(1).first().asString().contains("1 of the 3 identities");
  }

  /// The array as `numpy.save` writes it: the one entry of an `.npz` file, taken out.
  private Path npy(long... identities) throws IOException {
    SequencedMap<String, HostTensor> arrays = new LinkedHashMap<>();
    arrays.put("legit", HostTensor.ofLongs(Shape.of(identities.length), identities));
    Path npz = folder.resolve("legit.npz");
    NpzWriter.write(npz, arrays);
    Path npy = folder.resolve("legit.npy");
    try (var zip = new java.util.zip.ZipFile(npz.toFile());
        var in = zip.getInputStream(zip.entries().nextElement())) {
      Files.write(npy, in.readAllBytes());
    }
    return npy;
  }

  @Test
  void theAuthorsListIsRead() throws IOException {
    Path legit = Path.of(System.getProperty("sosia.shared", ""), "data", "legit_indices.npy");
    assumeTrue(Files.isRegularFile(legit), "no legit_indices.npy: set sosia.shared");
    Files.writeString(list, "000001.jpg 10000\n000002.jpg 10000\n000003.jpg 1003\n");
    Photos photos = CelebaPhotos.read(folder, list, legit);
    assertThat(photos.identities()).containsExactly("10000", "1003");
    assertThat(photos.remarks()).hasSize(1).first().asString().contains("1561 of the 1563");
  }

  @Test
  void missingPicturesAreLeftOutAndCountNoMore() throws IOException {
    Files.delete(pictures.resolve("000002.jpg")); // of identity 5, which has 30 left
    Files.delete(pictures.resolve("000001.jpg")); // of identity 7, which has 29 left
    Photos photos = CelebaPhotos.read(folder, list, null);
    assertThat(photos.identities()).containsExactly("5");
    assertThat(photos.remarks())
        .hasSize(1)
        .first()
        .asString()
        .contains("2 of 90 listed pictures are not in", "000001.jpg to 000002.jpg");
  }

  @Test
  void aBadLineIsNamed() throws IOException {
    Files.writeString(list, "000001.jpg 5\n\n000002.png five\n");
    refused("identity_CelebA.txt, line 3: expected", "found '000002.png five'");
    Files.writeString(list, "000001.jpg 5\n000001.jpg 6\n");
    refused("line 2: 000001.jpg is listed twice");
    Files.writeString(list, "\n");
    refused("lists no picture");
    Files.writeString(list, "990001.jpg 5\n");
    refused("holds none of the 1 listed pictures", "990001.jpg");
    Files.writeString(list, "000001.jpg 5\n000002.jpg 5\n");
    refused("no identity has 30 pictures or more (the largest has 2)", "--legit");
    Files.delete(list);
    refused("there is no such list");
  }

  @Test
  void aLegitListThatIsNoneIsNamed() throws IOException {
    Path text = Files.writeString(folder.resolve("legit.txt"), "5\n7\n");
    assertThatThrownBy(() -> CelebaPhotos.read(folder, list, text))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("legit.txt");
    Path nobody = npy(1, 2);
    assertThatThrownBy(() -> CelebaPhotos.read(folder, list, nobody))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("none of the identities");
  }

  private void refused(String... message) {
    assertThatThrownBy(() -> CelebaPhotos.read(folder, list, null))
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll(message);
  }

  @Test
  void tenThousandPicturesAreNoTrouble() throws IOException {
    Path many = Files.createDirectories(folder.resolve("many"));
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i <= 10_000; i++) {
      String name = "%06d.jpg".formatted(i);
      Files.createFile(many.resolve(name));
      lines.append(name).append("  ").append(i % 300 + 1).append(" \r\n");
    }
    Files.writeString(list, lines);
    Photos photos = CelebaPhotos.read(many, list, null);
    assertThat(photos.list()).hasSize(10_000);
    assertThat(photos.identities()).hasSize(300);
  }
}
