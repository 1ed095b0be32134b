package dev.sosia.weights.bytes;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Reads little-endian numbers and text from a piece of a mapped file, front to back.
///
/// Bytes pass through a small window on the heap: single reads of a [MemorySegment] are slow until
/// the compiler has seen them, and a checkpoint is opened once, right after start-up.
public final class ByteReader {
  private static final int WINDOW = 1024;

  private final MemorySegment data;
  private final String name;
  private final byte[] window;
  private long windowStart;
  private int at;
  private int filled;

  /// A reader of `data`, which messages call `name`.
  public ByteReader(MemorySegment data, String name) {
    this.data = data;
    this.name = name;
    this.window = new byte[(int) Math.min(WINDOW, data.byteSize())];
  }

  /// Bytes read or skipped so far.
  public long position() {
    return windowStart + at;
  }

  /// Bytes that are left.
  public long remaining() {
    return data.byteSize() - position();
  }

  /// An unsigned byte.
  public int u8() {
    if (peek() < 0) {
      throw malformed("ends at byte " + position() + ", within something; it was cut off");
    }
    return window[at++] & 0xff;
  }

  /// The next byte, unsigned, which stays unread; -1 at the end.
  public int peek() {
    if (at == filled) {
      if (remaining() == 0) {
        return -1;
      }
      fill();
    }
    return window[at] & 0xff;
  }

  /// An unsigned number of two bytes.
  public int u16() {
    return u8() | u8() << 8;
  }

  /// A signed number of four bytes.
  public int i32() {
    return u16() | u16() << 16;
  }

  /// An unsigned number of four bytes.
  public long u32() {
    return i32() & 0xffff_ffffL;
  }

  /// A signed number of eight bytes.
  public long i64() {
    return u32() | (long) i32() << 32;
  }

  /// An unsigned 64-bit number that counts bytes or places of this file.
  ///
  /// @throws MalformedException if it has more than 63 bits, which no file can hold
  public long u64() {
    long value = i64();
    if (value < 0) {
      throw malformed(
          "holds " + Long.toUnsignedString(value) + " where the size or place of bytes belongs");
    }
    return value;
  }

  /// A big-endian IEEE 754 double, the only big-endian number of the pickle format.
  public double f64BigEndian() {
    return Double.longBitsToDouble(Long.reverseBytes(i64()));
  }

  /// The next `count` bytes.
  public byte[] bytes(int count) {
    require(count);
    byte[] out = new byte[count];
    int fromWindow = Math.min(count, filled - at);
    System.arraycopy(window, at, out, 0, fromWindow);
    at += fromWindow;
    if (fromWindow < count) {
      copy(position(), out, fromWindow, count - fromWindow);
      skip(count - fromWindow);
    }
    return out;
  }

  /// The next `count` bytes as UTF-8.
  ///
  /// @throws MalformedException if they are not UTF-8
  public String utf8(int count) {
    long from = position();
    @Nullable String text = Utf8.decode(bytes(count));
    if (text == null) {
      throw malformed("has text at byte " + from + " that is not UTF-8");
    }
    return text;
  }

  /// Moves on by `count` bytes.
  public void skip(long count) {
    require(count);
    long target = position() + count;
    windowStart = target;
    at = 0;
    filled = 0;
  }

  /// Fails unless `count` more bytes are there. `count` may be any number out of the file.
  public void require(long count) {
    if (count < 0 || count > remaining()) {
      throw malformed(
          "ends too early: %s bytes are announced at byte %d, %d are left"
              .formatted(Long.toUnsignedString(count), position(), remaining()));
    }
  }

  /// An error that begins with the name of what is read.
  public MalformedException malformed(String what) {
    return new MalformedException(name + " " + what);
  }

  private void fill() {
    windowStart += at;
    at = 0;
    filled = (int) Math.min(window.length, data.byteSize() - windowStart);
    copy(windowStart, window, 0, filled);
  }

  /// Through a buffer, because that is ready at start-up; a segment's own access is not.
  private void copy(long from, byte[] to, int start, int count) {
    data.asSlice(from, count).asByteBuffer().get(to, start, count);
  }
}
