package dev.sosia.landmarks.picture;

/// What the channels of a picture mean, under Pillow's names.
public enum ColorMode {
  /// Red, green, blue.
  RGB(3),
  /// Grey: ITU-R 601 luma, `(19595 R + 38470 G + 7471 B + 32768) >> 16`.
  L(1);

  private final int channels;

  ColorMode(int channels) {
    this.channels = channels;
  }

  public int channels() {
    return channels;
  }

  /// The picture in this mode; the same object if it is in it already.
  public Picture convert(Picture picture) {
    if (picture.channels() == channels) {
      return picture;
    }
    int pixels = picture.width() * picture.height();
    byte[] in = picture.data();
    byte[] out = new byte[Picture.bytes(picture.width(), picture.height(), channels)];
    for (int i = 0, rgb = 0; i < pixels; i++, rgb += 3) {
      switch (this) {
        case L -> {
          int r = in[rgb] & 255;
          int g = in[rgb + 1] & 255;
          int b = in[rgb + 2] & 255;
          out[i] = (byte) ((19595 * r + 38470 * g + 7471 * b + 32768) >> 16);
        }
        case RGB -> {
          out[rgb] = in[i];
          out[rgb + 1] = in[i];
          out[rgb + 2] = in[i];
        }
      }
    }
    return Picture.of(picture.width(), picture.height(), channels, out);
  }
}
