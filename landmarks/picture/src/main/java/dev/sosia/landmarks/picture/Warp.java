package dev.sosia.landmarks.picture;

/// Pictures through a 2 x 3 matrix, nearest pixel, 0 where the source lies outside: Pillow's
/// `Image.transform(AFFINE)`.
///
/// The matrix `(a, b, c, d, e, f)` gives the source of result pixel (x, y) as `a (x + 0.5) + b (y +
/// 0.5) + c` and `d (x + 0.5) + e (y + 0.5) + f`, cut down to whole pixels.
final class Warp {
  private Warp() {}

  /// A picture of the same size, by whichever of Pillow's three ways Pillow takes for this matrix.
  static Picture affine(Picture in, double[] m) {
    if (m[1] == 0 && m[3] == 0) {
      return scale(in, m, in.width(), in.height());
    }
    boolean fixed =
        fits(m, 0, 0)
            && fits(m, in.width(), 0)
            && fits(m, 0, in.height())
            && fits(m, in.width(), in.height());
    return fixed ? fixedPoint(in, m) : floatingPoint(in, m);
  }

  /// A matrix without rotation: positions are added up step by step in F64, rounding included.
  static Picture scale(Picture in, double[] m, int width, int height) {
    int[] columns = positions(m[2] + m[0] * 0.5, m[0], width, in.width());
    int[] rows = positions(m[5] + m[4] * 0.5, m[4], height, in.height());
    int channels = in.channels();
    byte[] out = new byte[Picture.bytes(width, height, channels)];
    int at = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++, at += channels) {
        if (rows[y] >= 0 && columns[x] >= 0) {
          copy(in, columns[x], rows[y], out, at);
        }
      }
    }
    return Picture.of(width, height, channels, out);
  }

  /// The source of each of `n` results, -1 where it is not within `0..size`.
  private static int[] positions(double start, double step, int n, int size) {
    int[] at = new int[n];
    double position = start;
    for (int i = 0; i < n; i++, position += step) {
      at[i] = position >= 0 && position < size ? (int) position : -1;
    }
    return at;
  }

  /// Whether a corner's source can be told in 16.16 fixed point.
  private static boolean fits(double[] m, int x, int y) {
    return Math.abs(x * m[0] + y * m[1] + m[2]) < 32768
        && Math.abs(x * m[3] + y * m[4] + m[5]) < 32768;
  }

  private static Picture fixedPoint(Picture in, double[] m) {
    int a = fixed(m[0]);
    int b = fixed(m[1]);
    int d = fixed(m[3]);
    int e = fixed(m[4]);
    int rowX = fixed(m[2] + m[0] * 0.5 + m[1] * 0.5);
    int rowY = fixed(m[5] + m[3] * 0.5 + m[4] * 0.5);
    int channels = in.channels();
    byte[] out = new byte[in.data().length];
    int at = 0;
    for (int y = 0; y < in.height(); y++, rowX += b, rowY += e) {
      int sourceX = rowX;
      int sourceY = rowY;
      for (int x = 0; x < in.width(); x++, at += channels, sourceX += a, sourceY += d) {
        copy(in, sourceX >> 16, sourceY >> 16, out, at);
      }
    }
    return Picture.of(in.width(), in.height(), channels, out);
  }

  private static int fixed(double v) {
    return (int) Math.floor(v * 65536 + 0.5);
  }

  /// For pictures over 32767 pixels wide or high, and for matrices that reach as far.
  private static Picture floatingPoint(Picture in, double[] m) {
    double rowX = m[2] + m[0] * 0.5 + m[1] * 0.5;
    double rowY = m[5] + m[3] * 0.5 + m[4] * 0.5;
    int channels = in.channels();
    byte[] out = new byte[in.data().length];
    int at = 0;
    for (int y = 0; y < in.height(); y++, rowX += m[1], rowY += m[4]) {
      double sourceX = rowX;
      double sourceY = rowY;
      for (int x = 0; x < in.width(); x++, at += channels, sourceX += m[0], sourceY += m[3]) {
        if (sourceX >= 0 && sourceY >= 0) {
          copy(in, (int) sourceX, (int) sourceY, out, at);
        }
      }
    }
    return Picture.of(in.width(), in.height(), channels, out);
  }

  /// One pixel from (x, y) to byte `at`, nothing if (x, y) is outside.
  private static void copy(Picture in, int x, int y, byte[] out, int at) {
    if (x < 0 || x >= in.width() || y < 0 || y >= in.height()) {
      return;
    }
    int from = (y * in.width() + x) * in.channels();
    for (int c = 0; c < in.channels(); c++) {
      out[at + c] = in.data()[from + c];
    }
  }
}
