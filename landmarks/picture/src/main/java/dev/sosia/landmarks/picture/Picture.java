package dev.sosia.landmarks.picture;

import dev.sosia.engine.error.InputException;
import java.util.Arrays;

/// An 8-bit picture, `[height, width, channels]` row by row, the channels of a pixel side by side:
/// 3 (red, green, blue) or 1 (grey). Width and height are at least 1.
///
/// Immutable by convention: the array given to [#of] is taken over, not copied, and nobody writes
/// to what [#data] answers. Every operation of this package makes a new picture.
public final class Picture {
  private final int width;
  private final int height;
  private final int channels;
  private final byte[] data;

  private Picture(int width, int height, int channels, byte[] data) {
    this.width = width;
    this.height = height;
    this.channels = channels;
    this.data = data;
  }

  /// A picture over `data`, which the caller no longer writes to.
  ///
  /// @throws InputException if a size is below 1, `channels` is neither 1 nor 3, or `data` has
  ///   another length than `width * height * channels`
  public static Picture of(int width, int height, int channels, byte[] data) {
    if (data.length != bytes(width, height, channels)) {
      throw new InputException(
          "a picture of %d x %d pixels and %d channels needs %d bytes, not %d"
              .formatted(width, height, channels, bytes(width, height, channels), data.length));
    }
    return new Picture(width, height, channels, data);
  }

  /// A picture whose bytes all are `value` (0..255).
  ///
  /// @throws InputException as [#of] does
  public static Picture filled(int width, int height, int channels, int value) {
    byte[] data = new byte[bytes(width, height, channels)];
    Arrays.fill(data, (byte) value);
    return new Picture(width, height, channels, data);
  }

  /// The number of bytes that a picture of this size takes.
  ///
  /// @throws InputException if there is no such picture, or none that fits into one array
  static int bytes(int width, int height, int channels) {
    if (width < 1 || height < 1 || (channels != 1 && channels != 3)) {
      throw new InputException(
          "a picture has at least one pixel and 1 or 3 channels, not %d x %d pixels and %d channels"
              .formatted(width, height, channels));
    }
    long bytes = (long) width * height * channels;
    if (bytes > Integer.MAX_VALUE - 16) {
      throw new InputException(
          "a picture of %d x %d pixels is too large to hold in memory".formatted(width, height));
    }
    return (int) bytes;
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /// 3 (red, green, blue) or 1 (grey).
  public int channels() {
    return channels;
  }

  /// The bytes themselves, not a copy: only to be read.
  public byte[] data() {
    return data;
  }

  /// The value (0..255) of channel `channel` at column `x` and row `y`.
  public int at(int x, int y, int channel) {
    return data[(y * width + x) * channels + channel] & 255;
  }

  /// Whether both have the same size and the same bytes.
  @Override
  public boolean equals(Object o) {
    return o instanceof Picture p
        && width == p.width
        && height == p.height
        && channels == p.channels
        && Arrays.equals(data, p.data);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * width + height) + Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return "picture of %d x %d, %s".formatted(width, height, channels == 1 ? "grey" : "RGB");
  }
}
