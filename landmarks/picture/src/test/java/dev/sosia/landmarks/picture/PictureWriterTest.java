package dev.sosia.landmarks.picture;

import static dev.sosia.landmarks.picture.Pictures.noise;
import static dev.sosia.landmarks.picture.Pictures.smooth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureWriterTest {
  /// The first of the eight by eight steps of the standard tables, luma 16 and chroma 17, at a
  /// quality.
  private static void firstSteps(int quality, int luma, int chroma) {
    byte[] file = PictureWriter.jpeg(smooth(8, 8), quality);
    int at = JpegBytes.find(file, 0xdb);
    assertThat(file[at + 5]).isEqualTo((byte) luma);
    assertThat(file[at + 2 + 67 + 2 + 3]).isEqualTo((byte) chroma);
  }

  @Test
  void tablesAreScaledAsLibjpegDoes() {
    firstSteps(50, 16, 17);
    firstSteps(75, 8, 9);
    firstSteps(95, 2, 2);
    firstSteps(100, 1, 1);
    firstSteps(25, 32, 34);
    firstSteps(1, 255, 255);
  }

  @Test
  void coloursHaveHalfTheWidthAndHeight() {
    byte[] file = PictureWriter.jpeg(smooth(20, 10), 75);
    int frame = JpegBytes.find(file, 0xc0);
    assertThat(HexFormat.of().formatHex(file, frame, frame + 19))
        .isEqualTo("ffc0001108000a0014030122000211010311" + "01");
  }

  /// Pillow's file for one pixel (0, 255, 35) at quality 75, without the four tables of codes.
  @Test
  void theFileIsPillows() {
    byte[] file = PictureWriter.jpeg(Pictures.rgb(1, 1, 0, 255, 35), 75);
    String head =
        "ffd8ffe000104a46494600010100000100010000"
            + "ffdb004300080606070605080707070909080a0c140d0c0b0b0c1912130f141d1a1f1e1d1a1c1c20"
            + "242e2720222c231c1c2837292c30313434341f27393d38323c2e333432"
            + "ffdb0043010909090c0b0c180d0d1832211c21323232323232323232323232323232323232323232"
            + "3232323232323232323232323232323232323232323232323232323232"
            + "ffc00011080001000103012200021101031101";
    String tail = "ffda000c03010002110311003f00daa28a2be0cfc74fffd9";
    String hex = HexFormat.of().formatHex(file);
    assertThat(file).hasSize(633);
    assertThat(hex).startsWith(head).endsWith(tail);
  }

  @Test
  void qualityDecidesSizeAndError() {
    Picture p = noise(64, 64, 1, 2);
    byte[] fine = PictureWriter.jpeg(p, 100);
    byte[] coarse = PictureWriter.jpeg(p, 10);
    assertThat(coarse.length).isLessThan(fine.length / 3);
    PictureReader reader = new PictureReader();
    assertThat(Pictures.largestDifference(reader.decode(fine, "fine"), p)).isLessThan(4);
    assertThat(Pictures.largestDifference(reader.decode(coarse, "coarse"), p)).isGreaterThan(40);
    assertThatThrownBy(() -> PictureWriter.jpeg(p, 0))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("1 to 100");
    assertThatThrownBy(() -> PictureWriter.jpeg(p, 101)).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> PictureWriter.jpeg(Picture.filled(65501, 1, 1, 0), 75))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("65500");
  }

  @Test
  void theEndingDecidesTheFormat(@TempDir Path folder) throws IOException {
    Picture p = noise(6, 4, 3, 9);
    Path png = folder.resolve("grüße 猫.PNG");
    PictureWriter.write(png, p);
    assertThat(new PictureReader().read(png)).isEqualTo(p);
    Path jpeg = folder.resolve("a.jpeg");
    PictureWriter.write(jpeg, p);
    assertThat(Files.readAllBytes(jpeg)).isEqualTo(PictureWriter.jpeg(p, 75));
    assertThatThrownBy(() -> PictureWriter.write(folder.resolve("a.gif"), p))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a.gif");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(png, jpeg);
    }
  }

  @Test
  void theSamePictureGivesTheSameFile() {
    Picture p = noise(30, 30, 3, 4);
    assertThat(PictureWriter.png(p)).isEqualTo(PictureWriter.png(p));
    assertThat(Arrays.hashCode(PictureWriter.jpeg(p, 75)))
        .isEqualTo(Arrays.hashCode(PictureWriter.jpeg(p, 75)));
  }
}
