package dev.sosia.landmarks.picture;

/// JPEG's colours to RGB in the 16-bit fixed point of libjpeg's `jdcolor.c`, and CMYK as Pillow
/// takes it.
final class JpegColors {
  private static final int[] CR_TO_RED = new int[256];
  private static final int[] CB_TO_BLUE = new int[256];
  private static final int[] CR_TO_GREEN = new int[256];
  private static final int[] CB_TO_GREEN = new int[256];

  static {
    for (int i = 0; i < 256; i++) {
      int x = i - 128;
      CR_TO_RED[i] = (fixed(1.40200) * x + 32768) >> 16;
      CB_TO_BLUE[i] = (fixed(1.77200) * x + 32768) >> 16;
      CR_TO_GREEN[i] = -fixed(0.71414) * x;
      CB_TO_GREEN[i] = -fixed(0.34414) * x + 32768;
    }
  }

  private JpegColors() {}

  private static int fixed(double x) {
    return (int) (x * 65536 + 0.5);
  }

  /// Y, Cb, Cr of each pixel to red, green, blue, in place; answers the same array.
  static byte[] yccToRgb(byte[] data) {
    for (int i = 0; i + 2 < data.length; i += 3) {
      toRgb(data, i);
    }
    return data;
  }

  /// Y, Cb, Cr, K of each pixel to cyan, magenta, yellow, black, in place; answers the same array.
  static byte[] ycckToCmyk(byte[] data) {
    for (int i = 0; i + 3 < data.length; i += 4) {
      toRgb(data, i);
      for (int c = i; c < i + 3; c++) {
        data[c] = (byte) ~data[c];
      }
    }
    return data;
  }

  private static void toRgb(byte[] data, int i) {
    int y = data[i] & 255;
    int cb = data[i + 1] & 255;
    int cr = data[i + 2] & 255;
    data[i] = (byte) Math.clamp(y + CR_TO_RED[cr], 0, 255);
    data[i + 1] = (byte) Math.clamp(y + ((CB_TO_GREEN[cb] + CR_TO_GREEN[cr]) >> 16), 0, 255);
    data[i + 2] = (byte) Math.clamp(y + CB_TO_BLUE[cb], 0, 255);
  }

  /// Cyan, magenta, yellow and black, stored inverted as Adobe does, to red, green, blue.
  static byte[] cmykToRgb(byte[] cmyk) {
    byte[] rgb = new byte[cmyk.length / 4 * 3];
    for (int i = 0, at = 0; i + 3 < cmyk.length; i += 4, at += 3) {
      int light = cmyk[i + 3] & 255;
      for (int c = 0; c < 3; c++) {
        int ink = 255 - (cmyk[i + c] & 255);
        int product = ink * light + 128;
        rgb[at + c] = (byte) (light - ((product + (product >> 8)) >> 8));
      }
    }
    return rgb;
  }
}
