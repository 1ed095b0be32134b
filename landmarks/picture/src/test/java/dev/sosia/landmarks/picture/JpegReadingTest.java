package dev.sosia.landmarks.picture;

import static dev.sosia.landmarks.picture.Pictures.levels;
import static dev.sosia.landmarks.picture.Pictures.noise;
import static dev.sosia.landmarks.picture.Pictures.smooth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.InputException;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JpegReadingTest {
  private static final PictureReader READER = new PictureReader();

  private static Picture decode(byte[] file) {
    return READER.decode(file, "x.jpg");
  }

  private static void refused(byte[] file, String... words) {
    assertThatThrownBy(() -> decode(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("x.jpg")
        .hasMessageContainingAll(words)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "2, 2", "1, 2", "4, 1"})
  void smoothPicturesSurviveEverySampling(int across, int down) {
    Picture p = smooth(45, 39);
    Picture read = decode(JpegBytes.sampled(p, across, down, 0));
    assertThat(Pictures.largestDifference(read, p)).isLessThanOrEqualTo(8);
  }

  @Test
  void greyStaysGrey() {
    Picture p = Pictures.channel(smooth(30, 20), 0);
    Picture read = decode(PictureWriter.jpeg(p, 95));
    assertThat(read.channels()).isEqualTo(1);
    assertThat(Pictures.largestDifference(read, p)).isLessThanOrEqualTo(4);
    assertThat(READER.decode(PictureWriter.jpeg(p, 95), "x.jpg", ColorMode.RGB))
        .isEqualTo(ColorMode.RGB.convert(read));
  }

  @Test
  void progressiveFilesHoldTheSamePixels() {
    for (Picture p : new Picture[] {smooth(50, 35), noise(33, 17, 1, 5)}) {
      assertThat(decode(JpegBytes.coded(p, true))).isEqualTo(decode(JpegBytes.coded(p, false)));
    }
  }

  @Test
  void restartMarkersChangeNothing() {
    Picture p = noise(60, 50, 3, 6);
    byte[] file = JpegBytes.sampled(p, 2, 2, 1);
    assertThat(JpegBytes.find(file, 0xdd)).isPositive();
    assertThat(decode(file)).isEqualTo(decode(JpegBytes.sampled(p, 2, 2, 0)));
  }

  /// Colours of equal luma above and below: only the two rows at the border are mixed, three to
  /// one.
  @Test
  void chromaOfHalfHeightIsSmoothed() {
    Picture p = Picture.filled(16, 32, 3, 0);
    for (int i = 0; i < 16 * 32; i++) {
      int[] color = i < 16 * 16 ? new int[] {200, 80, 100} : new int[] {60, 150, 106};
      for (int c = 0; c < 3; c++) {
        p.data()[i * 3 + c] = (byte) color[c];
      }
    }
    Picture read = decode(JpegBytes.sampled(p, 1, 2, 0));
    for (int c = 0; c < 3; c++) {
      int above = read.at(5, 0, c);
      int below = read.at(5, 31, c);
      assertThat(read.at(5, 14, c)).isEqualTo(above);
      assertThat(Math.abs(4 * read.at(5, 15, c) - (3 * above + below))).isLessThanOrEqualTo(8);
      assertThat(Math.abs(4 * read.at(5, 16, c) - (above + 3 * below))).isLessThanOrEqualTo(8);
      assertThat(read.at(5, 17, c)).isEqualTo(below);
    }
  }

  @Test
  void coloursAreChosenAsLibjpegDoes() {
    byte[] plain = JpegBytes.raw(1, 1, 3, 100, 110, 150);
    // 100 + 1.402 * 22, 100 - 0.34414 * -18 - 0.71414 * 22, 100 + 1.772 * -18
    int[] converted = {131, 90, 68};
    int[] asTheyAre = {100, 110, 150};
    assertThat(levels(decode(plain))).containsExactly(converted);
    assertThat(levels(decode(JpegBytes.withAdobe(plain, 1)))).containsExactly(converted);
    assertThat(levels(decode(JpegBytes.withAdobe(plain, 0)))).containsExactly(asTheyAre);
    // JFIF always means YCbCr
    byte[] jfif =
        JpegBytes.with(
            JpegBytes.withAdobe(plain, 0), 0xe0, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0);
    assertThat(levels(decode(jfif))).containsExactly(converted);
    // components that are called R, G, B
    byte[] named = plain.clone();
    int frame = JpegBytes.find(named, 0xc0) + 10;
    int scan = JpegBytes.find(named, 0xda) + 5;
    for (int c = 0; c < 3; c++) {
      named[frame + 3 * c] = (byte) "RGB".charAt(c);
      named[scan + 2 * c] = (byte) "RGB".charAt(c);
    }
    assertThat(levels(decode(named))).containsExactly(asTheyAre);
  }

  @Test
  void inksAreStoredInverted() {
    byte[] cmyk = JpegBytes.raw(1, 1, 4, 100, 110, 120, 130);
    // light 130, less a share of inks 155, 145, 135: 130 - round(155 * 130 / 255) = 51, ..
    assertThat(levels(decode(cmyk))).containsExactly(51, 56, 61);
    assertThat(levels(decode(JpegBytes.withAdobe(cmyk, 0)))).containsExactly(51, 56, 61);
    // no ink at all is white, full black is black
    assertThat(levels(decode(JpegBytes.raw(1, 1, 4, 255, 255, 255, 255))))
        .containsExactly(255, 255, 255);
    assertThat(levels(decode(JpegBytes.raw(1, 1, 4, 255, 255, 255, 0)))).containsExactly(0, 0, 0);
    // Y 100, no chroma, K 130: an ink of 100 as stored inverted is 155
    byte[] ycck = JpegBytes.raw(1, 1, 4, 100, 128, 128, 130);
    assertThat(levels(decode(JpegBytes.withAdobe(ycck, 2))))
        .containsExactly(levels(decode(JpegBytes.raw(1, 1, 4, 155, 155, 155, 130))));
  }

  @Test
  void whatPixelsDoNotNeedChangesNothing() {
    byte[] file = PictureWriter.jpeg(smooth(20, 20), 75);
    Picture p = decode(file);
    // EXIF, little-endian, one entry: orientation 6
    int[] exif = {
      'E', 'x', 'i', 'f', 0, 0, 'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0,
      0, 0, 0, 0, 0, 0
    };
    assertThat(decode(JpegBytes.with(file, 0xe1, exif))).isEqualTo(p);
    assertThat(decode(JpegBytes.with(file, 0xe2, 'I', 'C', 'C', '_', 9, 9, 9))).isEqualTo(p);
    assertThat(decode(JpegBytes.with(file, 0xfe, 0xff, 0xd9, 0xff, 0xc0))).isEqualTo(p);
    byte[] trailing = Arrays.copyOf(file, file.length + 100);
    assertThat(decode(trailing)).isEqualTo(p);
    // bytes too many before a marker: cameras do that
    byte[] extra = Arrays.copyOf(file, file.length + 2);
    System.arraycopy(file, file.length - 2, extra, file.length, 2);
    extra[file.length - 2] = 7;
    extra[file.length - 1] = 7;
    assertThat(decode(extra)).isEqualTo(p);
    // fill bytes before a marker
    byte[] filled = new byte[file.length + 3];
    Arrays.fill(filled, (byte) 0xff);
    System.arraycopy(file, 0, filled, 0, 2);
    System.arraycopy(file, 2, filled, 5, file.length - 2);
    assertThat(decode(filled)).isEqualTo(p);
  }

  @Test
  void everyTruncationIsRefused() {
    byte[] file = PictureWriter.jpeg(noise(9, 9, 3, 1), 75);
    for (int length = 3; length < file.length; length++) {
      refused(Arrays.copyOf(file, length), "cut short");
    }
  }

  @Test
  void damagedPixelsAreRefused() {
    byte[] file = PictureWriter.jpeg(smooth(40, 40), 75);
    int scan = JpegBytes.find(file, 0xda);
    byte[] half = Arrays.copyOf(file, (file.length + scan) / 2);
    half[half.length - 2] = (byte) 0xff;
    half[half.length - 1] = (byte) 0xd9;
    refused(half, "damaged", "premature end");
    refused(JpegBytes.without(file, 0xc4), "damaged", "Huffman");
    refused(JpegBytes.without(file, 0xdb), "damaged");
    refused(JpegBytes.without(file, 0xc0), "its pixels come before its header");
    byte[] noScan = Arrays.copyOf(file, scan + 2);
    noScan[scan + 1] = (byte) 0xd9;
    refused(noScan, "holds no picture");
  }

  @Test
  void headersThatMakeNoSenseAreRefused() {
    byte[] file = PictureWriter.jpeg(smooth(40, 40), 75);
    int frame = JpegBytes.find(file, 0xc0);
    refused(patched(file, frame + 5, 0, 0), "40 x 0");
    refused(patched(file, frame + 7, 0, 0), "0 x 40");
    refused(patched(file, frame + 4, 12), "12 bits");
    refused(patched(file, frame + 9, 4), "header is wrong");
    refused(patched(file, frame + 11, 0x50), "damaged");
    refused(patched(file, frame + 1, 0xc3), "lossless");
    refused(patched(file, frame + 1, 0xc9), "arithmetic");
    refused(patched(file, frame + 2, 0, 1), "no length");
    refused(JpegBytes.with(file, 0xc0, 8, 0, 9, 0, 9, 1, 1, 0x11, 0), "two headers");
    refused(JpegBytes.raw(1, 1, 2, 5, 6), "2 components");
  }

  @Test
  void hugePicturesAreRefusedByTheirHeader() {
    byte[] file = PictureWriter.jpeg(smooth(40, 40), 75);
    int frame = JpegBytes.find(file, 0xc0);
    refused(patched(file, frame + 5, 0xff, 0xff, 0xff, 0xff), "65535 x 65535", "allowed");
    // few enough pixels, but no data for them: nothing is allocated
    refused(patched(file, frame + 5, 0x30, 0, 0x30, 0), "cannot hold 12288 x 12288");
    assertThatThrownBy(() -> new PictureReader(1599).decode(file, "x.jpg"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("40 x 40 pixels are more than the 1599 allowed");
  }

  @Test
  void endlessScansAreRefused() {
    byte[] file = JpegBytes.coded(noise(8, 8, 1, 1), true);
    int scan = JpegBytes.find(file, 0xda);
    int length = file.length - 2 - scan;
    byte[] many = Arrays.copyOf(file, scan + 200 * length + 2);
    for (int i = 1; i < 200; i++) {
      System.arraycopy(file, scan, many, scan + i * length, length);
    }
    many[many.length - 2] = (byte) 0xff;
    many[many.length - 1] = (byte) 0xd9;
    refused(many, "more than 128 scans");
  }

  private static byte[] patched(byte[] file, int at, int... values) {
    byte[] out = file.clone();
    for (int i = 0; i < values.length; i++) {
      out[at + i] = (byte) values[i];
    }
    return out;
  }

  @Property(tries = 500)
  void anyDamageGivesAPictureOrAnError(
      @ForAll @IntRange(min = 3, max = 900) int at, @ForAll byte value, @ForAll boolean scans) {
    byte[] file = JpegBytes.coded(noise(17, 9, 3, 3), scans);
    file[at % file.length] = value;
    try {
      assertThat(READER.decode(file, "x.jpg").width()).isPositive();
    } catch (InputException e) {
      assertThat(e).hasMessageStartingWith("x.jpg");
    }
  }
}
