package dev.sosia.weights.bytes;

import java.io.ByteArrayOutputStream;

/// Collects little-endian numbers and bytes: the small structures around the data of a file.
public final class ByteWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /// Bytes written so far.
  public int size() {
    return out.size();
  }

  /// A copy of everything written.
  public byte[] toByteArray() {
    return out.toByteArray();
  }

  /// Writes the low byte.
  public ByteWriter u8(int value) {
    out.write(value);
    return this;
  }

  /// Writes the low two bytes.
  public ByteWriter u16(int value) {
    return u8(value).u8(value >>> 8);
  }

  /// Writes the low four bytes.
  public ByteWriter u32(long value) {
    return u16((int) value).u16((int) (value >>> 16));
  }

  /// Writes all eight bytes.
  public ByteWriter i64(long value) {
    return u32(value).u32(value >>> 32);
  }

  /// Writes these bytes as they are.
  public ByteWriter bytes(byte... bytes) {
    out.writeBytes(bytes);
    return this;
  }
}
