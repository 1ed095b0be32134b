package dev.sosia.landmarks.picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/// PNG files made chunk by chunk, right or wrong.
final class PngBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  PngBytes() {
    out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
  }

  PngBytes header(int width, int height, int depth, int colorType) {
    return header(width, height, depth, colorType, 0);
  }

  PngBytes header(int width, int height, int depth, int colorType, int interlace) {
    ByteBuffer b = ByteBuffer.allocate(13).putInt(width).putInt(height);
    b.put((byte) depth).put((byte) colorType).put((byte) 0).put((byte) 0).put((byte) interlace);
    return chunk("IHDR", b.array());
  }

  /// Rows, each with its filter byte in front, compressed.
  PngBytes rows(int... bytes) {
    return chunk("IDAT", compressed(bytes(bytes)));
  }

  PngBytes chunk(String type, int... data) {
    return chunk(type, bytes(data));
  }

  PngBytes chunk(String type, byte[] data) {
    ByteBuffer b = ByteBuffer.allocate(data.length + 12).putInt(data.length);
    b.put(type.getBytes(StandardCharsets.ISO_8859_1)).put(data);
    CRC32 crc = new CRC32();
    crc.update(b.array(), 4, data.length + 4);
    out.writeBytes(b.putInt((int) crc.getValue()).array());
    return this;
  }

  byte[] end() {
    return chunk("IEND").out.toByteArray();
  }

  static byte[] compressed(byte[] data) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(bytes)) {
      deflater.write(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
