package dev.sosia.landmarks.picture;

import dev.sosia.engine.error.InputException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/// The chunks of a PNG file that its pixels need, checked: lengths, checksums, order, and a header
/// that makes sense. Everything else in the file is left behind unread, so that a damaged colour
/// profile or comment harms nothing. Source: PNG specification, third edition.
///
/// @param colorType 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha
/// @param palette red, green, blue of each colour; empty unless the colour type is 3
/// @param critical the whole chunks to decode from, IHDR, PLTE and IDAT, in order, within `bytes`
record PngFile(
    int width,
    int height,
    int depth,
    int colorType,
    byte[] palette,
    byte[] bytes,
    List<PngFile.Chunk> critical) {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  /// Deflate makes at most this many bytes of one.
  private static final long LARGEST_RATIO = 1032;

  /// A chunk's place in the file, from its length field to its checksum.
  record Chunk(int at, int size) {}

  static boolean recognizes(byte[] file) {
    return file.length >= SIGNATURE.length
        && Arrays.equals(file, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
  }

  /// @throws InputException naming the file, if it is damaged or has too many pixels
  static PngFile parse(byte[] file, String name, long maxPixels) {
    ByteBuffer in = ByteBuffer.wrap(file);
    List<Chunk> critical = new ArrayList<>();
    byte[] palette = {};
    long compressed = 0;
    int at = SIGNATURE.length;
    while (true) {
      if (file.length - at < 12) {
        throw cutShort(name);
      }
      int length = in.getInt(at);
      if (length < 0 || length > file.length - at - 12) {
        throw cutShort(name);
      }
      String type = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
      if (critical.isEmpty() && !type.equals("IHDR")) {
        throw new InputException(name + " is a damaged PNG file: it does not begin with IHDR");
      }
      switch (type) {
        case "IHDR" -> {
          if (!critical.isEmpty() || length != 13) {
            throw new InputException(name + " is a damaged PNG file: its header is wrong");
          }
        }
        case "PLTE" -> {
          if (compressed > 0
              || palette.length > 0
              || length == 0
              || length > 768
              || length % 3 != 0) {
            throw new InputException(name + " is a damaged PNG file: its palette is wrong");
          }
          palette = Arrays.copyOfRange(file, at + 8, at + 8 + length);
        }
        case "IDAT" -> compressed += length;
        case "IEND" -> {
          return header(file, name, maxPixels, palette, compressed, critical);
        }
        default -> {
          if ((file[at + 4] & 0x20) == 0) {
            throw new InputException(
                "%s is no standard PNG file: it needs the chunk %s, which no one but its maker knows"
                    .formatted(name, type));
          }
        }
      }
      if ((file[at + 4] & 0x20) == 0) {
        CRC32 crc = new CRC32();
        crc.update(file, at + 4, length + 4);
        if ((int) crc.getValue() != in.getInt(at + 8 + length)) {
          throw new InputException(
              "%s is a damaged PNG file: the checksum of its %s at byte %d is wrong"
                  .formatted(name, type, at));
        }
        critical.add(new Chunk(at, length + 12));
      }
      at += length + 12;
    }
  }

  private static PngFile header(
      byte[] file,
      String name,
      long maxPixels,
      byte[] palette,
      long compressed,
      List<Chunk> critical) {
    ByteBuffer in = ByteBuffer.wrap(file);
    int at = SIGNATURE.length + 8;
    long width = Integer.toUnsignedLong(in.getInt(at));
    long height = Integer.toUnsignedLong(in.getInt(at + 4));
    int depth = in.get(at + 8);
    int colorType = in.get(at + 9);
    PictureReader.checkSize(name, width, height, maxPixels);
    int samples =
        switch (colorType) {
          case 0, 3 -> 1;
          case 2 -> 3;
          case 4 -> 2;
          case 6 -> 4;
          default -> 0;
        };
    boolean depthFits =
        switch (depth) {
          case 1, 2, 4 -> colorType == 0 || colorType == 3;
          case 8 -> true;
          case 16 -> colorType != 3;
          default -> false;
        };
    if (samples == 0 || !depthFits) {
      throw new InputException(
          "%s is a damaged PNG file: there is no colour type %d with %d bits"
              .formatted(name, colorType, depth));
    }
    if (in.get(at + 10) != 0 || in.get(at + 11) != 0 || (in.get(at + 12) & ~1) != 0) {
      throw new InputException(
          name + " is a damaged PNG file: its compression, filter or interlace method is unknown");
    }
    if (colorType == 3 && palette.length == 0) {
      throw new InputException(name + " is a damaged PNG file: its palette is missing");
    }
    // a row's bytes and its filter's
    long row = (width * samples * depth + 7) / 8 + 1;
    if (height > compressed * LARGEST_RATIO / row) {
      throw new InputException(
          "%s is a damaged PNG file: %d bytes of data cannot hold %d x %d pixels"
              .formatted(name, compressed, width, height));
    }
    byte[] colors = colorType == 3 ? palette : new byte[0];
    return new PngFile(
        (int) width, (int) height, depth, colorType, colors, file, List.copyOf(critical));
  }

  private static InputException cutShort(String name) {
    return new InputException(name + " is cut short: the end of the PNG file is missing");
  }

  /// A PNG file of nothing but the critical chunks.
  byte[] stripped() {
    int size = SIGNATURE.length + 12;
    for (Chunk c : critical) {
      size += c.size;
    }
    ByteBuffer out = ByteBuffer.allocate(size).put(SIGNATURE);
    for (Chunk c : critical) {
      out.put(bytes, c.at, c.size);
    }
    // IEND: no data, and the checksum of its name
    return out.putInt(0).putInt(0x49454e44).putInt(0xae426082).array();
  }
}
