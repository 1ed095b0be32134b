package dev.sosia.landmarks.picture;

import dev.sosia.engine.error.InputException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The segments of a JPEG file that its pixels need, and what the rest says about colours.
///
/// The file is walked from marker to marker, its entropy-coded parts included. Thumbnails, colour
/// profiles and comments are left behind unread, so that damage in them harms nothing. Source:
/// ITU-T T.81; the choice of colours is libjpeg's.
///
/// @param colors what the components are
/// @param tallChroma whether the components after the first have half the rows, but all the columns
/// @param stripped the file without the segments that its pixels do not need
record JpegFile(
    int width, int height, int components, Colors colors, boolean tallChroma, byte[] stripped) {

  /// How components become grey or RGB.
  enum Colors {
    GREY,
    RGB,
    YCC,
    CMYK,
    YCCK
  }

  /// More scans than any encoder writes; each may cost a pass over all coefficients.
  private static final int MOST_SCANS = 128;

  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final byte[] JFIF = {
    (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
  };

  static boolean recognizes(byte[] file) {
    return file.length >= 3
        && (file[0] & 255) == 0xff
        && (file[1] & 255) == SOI
        && (file[2] & 255) == 0xff;
  }

  /// @throws InputException naming the file, if it is damaged, of a kind that is not read, or has
  ///   too many pixels
  static JpegFile parse(byte[] file, String name, long maxPixels) {
    return new Walk(file, name, maxPixels).run();
  }

  /// One walk through the file.
  private static final class Walk {
    private final byte[] file;
    private final String name;
    private final long maxPixels;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean jfif;
    private int adobe = -1;
    private int frame = -1;
    private int scans;
    private long entropyCoded;

    Walk(byte[] file, String name, long maxPixels) {
      this.file = file;
      this.name = name;
      this.maxPixels = maxPixels;
    }

    JpegFile run() {
      int at = 2;
      while (true) {
        at = nextMarker(at);
        int marker = file[at] & 255;
        at++;
        if (marker == EOI) {
          return result();
        }
        if (isBare(marker)) {
          continue;
        }
        if (file.length - at < 2) {
          throw cutShort();
        }
        int length = u16(at);
        if (length < 2) {
          throw damaged("a segment at byte " + at + " has no length");
        }
        if (length > file.length - at) {
          throw cutShort();
        }
        int end = segment(marker, at + 2, at + length);
        if (isNeeded(marker)) {
          kept.write(0xff);
          kept.write(marker);
          kept.write(file, at, end - at);
        }
        at = end;
      }
    }

    /// Reads a segment's body and answers where it ends; behind a scan's header that is where its
    /// entropy-coded data ends.
    private int segment(int marker, int from, int to) {
      if (marker == 0xe0 && startsWith(from, to, "JFIF\0", 14)) {
        jfif = true;
      } else if (marker == 0xee && startsWith(from, to, "Adobe", 12)) {
        adobe = file[from + 11] & 255;
      } else if (isFrame(marker)) {
        frame(marker, from, to);
      } else if (marker == SOS) {
        if (frame < 0) {
          throw damaged("its pixels come before its header");
        }
        if (++scans > MOST_SCANS) {
          throw damaged("it has more than " + MOST_SCANS + " scans");
        }
        int end = endOfScan(to);
        entropyCoded += end - to;
        return end;
      }
      return to;
    }

    private void frame(int marker, int from, int to) {
      if (marker > 0xc2) {
        throw new InputException(
            name
                + (marker == 0xc9 || marker == 0xca
                    ? " is an arithmetic-coded"
                    : " is a lossless or hierarchical")
                + " JPEG file, which is not read here; save it as a baseline JPEG or a PNG file");
      }
      if (frame >= 0) {
        throw damaged("it has two headers");
      }
      if (to - from < 6 || to - from != 6 + 3 * (file[from + 5] & 255)) {
        throw damaged("its header is wrong");
      }
      if (file[from] != 8) {
        throw new InputException(
            "%s has %d bits a sample, and only JPEG files of 8 are read"
                .formatted(name, file[from] & 255));
      }
      PictureReader.checkSize(name, u16(from + 3), u16(from + 1), maxPixels);
      frame = from;
    }

    private JpegFile result() {
      if (frame < 0 || scans == 0) {
        throw damaged("it holds no picture");
      }
      int width = u16(frame + 3);
      int height = u16(frame + 1);
      int components = file[frame + 5] & 255;
      Colors colors = colors(components);
      // no block takes less than a bit, and in the component with the most of them, whatever the
      // sampling factors, none covers more than 256 pixels
      if ((width + 15L) / 16 * ((height + 15L) / 16) > entropyCoded * 8) {
        throw damaged(
            "%d bytes of data cannot hold %d x %d pixels".formatted(entropyCoded, width, height));
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream(kept.size() + 24);
      out.write(0xff);
      out.write(SOI);
      if (components < 4) {
        // with this, the decoder takes the components as they are and guesses nothing
        out.writeBytes(JFIF);
      }
      out.writeBytes(kept.toByteArray());
      out.write(0xff);
      out.write(EOI);
      return new JpegFile(
          width, height, components, colors, isChromaTall(components), out.toByteArray());
    }

    private Colors colors(int components) {
      return switch (components) {
        case 1 -> Colors.GREY;
        case 3 -> {
          if (jfif || adobe > 0) {
            yield Colors.YCC;
          }
          boolean named = id(0) == 'R' && id(1) == 'G' && id(2) == 'B';
          yield adobe == 0 || named ? Colors.RGB : Colors.YCC;
        }
        case 4 -> adobe > 0 ? Colors.YCCK : Colors.CMYK;
        default -> throw damaged("it has " + components + " components, and 1, 3 or 4 are read");
      };
    }

    private int id(int component) {
      return file[frame + 6 + 3 * component] & 255;
    }

    /// Horizontal and vertical sampling factor, one hexadecimal digit each.
    private int sampling(int component) {
      return file[frame + 7 + 3 * component] & 255;
    }

    private boolean isChromaTall(int components) {
      if (components != 3) {
        return false;
      }
      int across = sampling(0) >> 4;
      int down = sampling(0) & 15;
      int halfDown = (across << 4) | (down / 2);
      return down % 2 == 0 && sampling(1) == halfDown && sampling(2) == halfDown;
    }

    private int nextMarker(int from) {
      int at = from;
      while (at + 1 < file.length) {
        int second = file[at + 1] & 255;
        if ((file[at] & 255) == 0xff && second != 0 && second != 0xff) {
          return at + 1;
        }
        at++;
      }
      throw cutShort();
    }

    /// Where the next marker begins that is neither a stuffed byte nor a restart.
    private int endOfScan(int from) {
      int at = nextMarker(from);
      while ((file[at] & 255) >= 0xd0 && (file[at] & 255) <= 0xd7) {
        at = nextMarker(at + 1);
      }
      return at - 1;
    }

    private boolean startsWith(int from, int to, String text, int atLeast) {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      return to - from >= atLeast
          && Arrays.equals(file, from, from + bytes.length, bytes, 0, bytes.length);
    }

    private int u16(int at) {
      return ((file[at] & 255) << 8) | (file[at + 1] & 255);
    }

    /// Markers that stand alone: restarts, SOI, and TEM.
    private static boolean isBare(int marker) {
      return (marker >= 0xd0 && marker <= SOI) || marker == 0x01;
    }

    private static boolean isFrame(int marker) {
      return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    /// Frame, Huffman tables, quantisation tables, restart interval, scan.
    private static boolean isNeeded(int marker) {
      return isFrame(marker) || marker == 0xc4 || marker == 0xdb || marker == 0xdd || marker == SOS;
    }

    private InputException cutShort() {
      return new InputException(name + " is cut short: the end of the JPEG file is missing");
    }

    private InputException damaged(String what) {
      return new InputException("%s is a damaged JPEG file: %s".formatted(name, what));
    }
  }
}
