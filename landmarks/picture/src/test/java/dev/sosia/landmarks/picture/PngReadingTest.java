package dev.sosia.landmarks.picture;

import static dev.sosia.landmarks.picture.Pictures.levels;
import static dev.sosia.landmarks.picture.Pictures.noise;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.InputException;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PngReadingTest {
  private static final PictureReader READER = new PictureReader();

  private static Picture decode(byte[] file) {
    return READER.decode(file, "x.png");
  }

  private static void refused(byte[] file, String... words) {
    assertThatThrownBy(() -> decode(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("x.png")
        .hasMessageContainingAll(words)
        .hasMessageNotContaining("\n");
  }

  @Test
  void greyOfEveryDepth() {
    assertThat(levels(decode(new PngBytes().header(8, 1, 1, 0).rows(0, 0b10110001).end())))
        .containsExactly(255, 0, 255, 255, 0, 0, 0, 255);
    assertThat(levels(decode(new PngBytes().header(4, 1, 2, 0).rows(0, 0b00011011).end())))
        .containsExactly(0, 85, 170, 255);
    assertThat(levels(decode(new PngBytes().header(3, 1, 4, 0).rows(0, 0x1e, 0xf0).end())))
        .containsExactly(17, 238, 255);
    assertThat(levels(decode(new PngBytes().header(2, 1, 8, 0).rows(0, 7, 250).end())))
        .containsExactly(7, 250);
    assertThat(
            levels(decode(new PngBytes().header(2, 1, 16, 0).rows(0, 0x12, 0xff, 0xab, 0).end())))
        .containsExactly(0x12, 0xab);
  }

  @Test
  void colourOfBothDepths() {
    assertThat(levels(decode(new PngBytes().header(1, 2, 8, 2).rows(0, 1, 2, 3, 0, 4, 5, 6).end())))
        .containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(
            levels(decode(new PngBytes().header(1, 1, 16, 2).rows(0, 1, 99, 2, 99, 3, 99).end())))
        .containsExactly(1, 2, 3);
  }

  @Test
  void alphaIsDropped() {
    assertThat(levels(decode(new PngBytes().header(1, 1, 8, 6).rows(0, 1, 2, 3, 0).end())))
        .containsExactly(1, 2, 3);
    assertThat(levels(decode(new PngBytes().header(2, 1, 8, 4).rows(0, 9, 0, 8, 255).end())))
        .containsExactly(9, 8);
    assertThat(levels(decode(new PngBytes().header(1, 1, 16, 4).rows(0, 9, 1, 0, 0).end())))
        .containsExactly(9);
    // a transparent colour is no other colour
    byte[] keyed =
        new PngBytes().header(1, 1, 8, 2).chunk("tRNS", 0, 1, 0, 2, 0, 3).rows(0, 1, 2, 3).end();
    assertThat(levels(decode(keyed))).containsExactly(1, 2, 3);
  }

  @Test
  void palettesOfEveryDepth() {
    PngBytes two = new PngBytes().header(4, 1, 1, 3).chunk("PLTE", 1, 2, 3, 4, 5, 6);
    assertThat(levels(decode(two.rows(0, 0b01100000).end())))
        .containsExactly(1, 2, 3, 4, 5, 6, 4, 5, 6, 1, 2, 3);
    // indices 2 and 255 are beyond the palette: black
    PngBytes eight = new PngBytes().header(3, 1, 8, 3).chunk("PLTE", 1, 2, 3, 4, 5, 6);
    assertThat(levels(decode(eight.chunk("tRNS", 0).rows(0, 1, 2, 255).end())))
        .containsExactly(4, 5, 6, 0, 0, 0, 0, 0, 0);
    PngBytes grey = new PngBytes().header(1, 1, 8, 3).chunk("PLTE", 50, 50, 50);
    assertThat(READER.decode(grey.rows(0, 0).end(), "x.png", ColorMode.L))
        .isEqualTo(Pictures.grey(1, 1, 50));
  }

  @Test
  void interlacedRowsComeTogether() {
    // 2 x 2, Adam7: pass 1 has (0,0), pass 6 has (1,0), pass 7 has row 1
    byte[] file = new PngBytes().header(2, 2, 8, 0, 1).rows(0, 1, 0, 2, 0, 3, 4).end();
    assertThat(levels(decode(file))).containsExactly(1, 2, 3, 4);
  }

  @Test
  void filtersAreUndone() {
    byte[] file = new PngBytes().header(2, 3, 8, 0).rows(1, 10, 5, 2, 1, 1, 3, 4, 4).end();
    // left: 10 15; up: 11 16; average: 4 + 11 / 2 = 9, 4 + (9 + 16) / 2 = 16
    assertThat(levels(decode(file))).containsExactly(10, 15, 11, 16, 9, 16);
  }

  @Test
  void dataMayBeInManyChunks() {
    byte[] data = PngBytes.compressed(new byte[] {0, 1, 2, 3});
    PngBytes file = new PngBytes().header(3, 1, 8, 0);
    for (byte b : data) {
      file.chunk("IDAT", b);
    }
    assertThat(levels(decode(file.end()))).containsExactly(1, 2, 3);
  }

  @Test
  void whatPixelsDoNotNeedMayBeDamaged() {
    byte[] file =
        new PngBytes()
            .header(1, 1, 8, 0)
            .chunk("iCCP", 1, 2, 3)
            .chunk("gAMA", 0, 0, 0, 1)
            .chunk("zTXt", 'a', 0, 9, 9, 9)
            .rows(0, 77)
            .end();
    assertThat(levels(decode(file))).containsExactly(77);
  }

  @Test
  void everyTruncationIsRefused() {
    byte[] file = PictureWriter.png(noise(5, 4, 3, 1));
    for (int length = 8; length < file.length; length++) {
      refused(Arrays.copyOf(file, length), "cut short");
    }
  }

  @Test
  void damagedPixelsAreRefused() {
    refused(new PngBytes().header(2, 2, 8, 0).rows(0, 1, 2).end(), "do not unpack");
    refused(new PngBytes().header(2, 1, 8, 0).rows(9, 1, 2).end(), "do not unpack", "filter");
    byte[] checksum = PngBytes.compressed(new byte[] {0, 1, 2});
    checksum[checksum.length - 1]++;
    refused(new PngBytes().header(2, 1, 8, 0).chunk("IDAT", checksum).end(), "do not unpack");
    refused(
        new PngBytes().header(2, 1, 8, 0).chunk("IDAT", 'h', 'e', 'l', 'l', 'o').end(), "unpack");
    refused(new PngBytes().header(2, 1, 8, 0).end(), "cannot hold 2 x 1");
    byte[] crc = PictureWriter.png(noise(5, 4, 3, 1));
    crc[8 + 8 + 13]++;
    refused(crc, "checksum", "IHDR");
  }

  @Test
  void headersThatMakeNoSenseAreRefused() {
    refused(new PngBytes().header(0, 5, 8, 0).rows(0).end(), "0 x 5");
    refused(new PngBytes().header(5, 0, 8, 0).rows(0).end(), "5 x 0");
    refused(new PngBytes().header(1, 1, 3, 0).rows(0, 1).end(), "3 bits");
    refused(
        new PngBytes().header(1, 1, 16, 3).chunk("PLTE", 1, 2, 3).rows(0, 1, 1).end(), "16 bits");
    refused(new PngBytes().header(1, 1, 8, 5).rows(0, 1).end(), "colour type 5");
    refused(new PngBytes().header(1, 1, 8, 0, 7).rows(0, 1).end(), "interlace");
    refused(new PngBytes().header(1, 1, 8, 3).rows(0, 1).end(), "palette is missing");
    refused(new PngBytes().header(1, 1, 8, 3).chunk("PLTE", 1, 2).rows(0, 1).end(), "palette");
    refused(new PngBytes().rows(0, 1).end(), "does not begin with IHDR");
    refused(new PngBytes().header(1, 1, 8, 0).header(1, 1, 8, 0).rows(0, 1).end(), "header");
    refused(new PngBytes().header(1, 1, 8, 0).chunk("CgBI", 1).rows(0, 1).end(), "CgBI");
  }

  @Test
  void hugePicturesAreRefusedByTheirHeader() {
    refused(new PngBytes().header(60000, 60000, 8, 2).rows(0, 1).end(), "60000 x 60000", "allowed");
    refused(new PngBytes().header(-1, -1, 8, 2).rows(0, 1).end(), "4294967295", "allowed");
    // few enough pixels, but no data for them: nothing is allocated
    refused(new PngBytes().header(13000, 13000, 16, 6).rows(0, 1).end(), "cannot hold");
    byte[] file = new PngBytes().header(11, 10, 8, 0).rows(new int[120]).end();
    assertThatThrownBy(() -> new PictureReader(109).decode(file, "x.png"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("11 x 10 pixels are more than the 109 allowed");
    assertThat(new PictureReader(110).decode(file, "x.png").width()).isEqualTo(11);
  }

  @Test
  void aBombBehindASmallHeaderIsNotUnpacked() {
    // 64 MB of zeros where two bytes are needed
    byte[] bomb = PngBytes.compressed(new byte[64 << 20]);
    assertThat(levels(decode(new PngBytes().header(1, 1, 8, 0).chunk("IDAT", bomb).end())))
        .containsExactly(0);
  }

  @Property(tries = 300)
  void anyDamageGivesAPictureOrAnError(
      @ForAll @IntRange(min = 8, max = 200) int at, @ForAll byte value, @ForAll boolean grey) {
    byte[] file = PictureWriter.png(noise(6, 5, grey ? 1 : 3, 3));
    file[at % file.length] = value;
    try {
      assertThat(READER.decode(file, "x.png").width()).isPositive();
    } catch (InputException e) {
      assertThat(e).hasMessageStartingWith("x.png");
    }
  }

  @Property(tries = 30)
  void whatIsWrittenIsReadBack(
      @ForAll @IntRange(min = 1, max = 40) int width,
      @ForAll @IntRange(min = 1, max = 40) int height,
      @ForAll boolean grey) {
    Picture p = noise(width, height, grey ? 1 : 3, width);
    assertThat(decode(PictureWriter.png(p))).isEqualTo(p);
  }
}
