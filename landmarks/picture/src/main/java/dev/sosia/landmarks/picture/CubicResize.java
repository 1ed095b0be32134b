package dev.sosia.landmarks.picture;

/// Resizing by cubic interpolation without antialiasing, as OpenCV's `INTER_CUBIC` does with bytes:
/// a = -0.75, sides repeated, weights of 11 bits; along rows first, in whole numbers. Then along
/// columns: in F32, from the lowest tap to the highest, for as many values of a row as fill vectors
/// of 8, and in whole numbers for the rest. That way about one byte in 100 000 differs by 1 from a
/// computation of one kind.
///
/// Source: OpenCV 4.6, `resize.cpp`.
public final class CubicResize {
  private static final float A = -0.75f;
  private static final int ONE = 2048;
  private static final float UNIT = 1f / (ONE * (float) ONE);
  private static final int VECTOR = 8;

  private CubicResize() {}

  /// The picture at `width` x `height` pixels.
  public static Picture resize(Picture picture, int width, int height) {
    int channels = picture.channels();
    int inWidth = picture.width();
    int[][] left = new int[width][4];
    int[][] across = weights(inWidth, width, left);
    int[][] top = new int[height][4];
    int[][] down = weights(picture.height(), height, top);
    int[] rows = new int[picture.height() * width * channels];
    byte[] in = picture.data();
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < channels; c++) {
          int sum = 0;
          for (int k = 0; k < 4; k++) {
            sum += across[x][k] * (in[(y * inWidth + left[x][k]) * channels + c] & 255);
          }
          rows[(y * width + x) * channels + c] = sum;
        }
      }
    }
    int line = width * channels;
    byte[] out = new byte[Picture.bytes(width, height, channels)];
    for (int y = 0; y < height; y++) {
      for (int i = 0; i < line; i++) {
        int value =
            i < line / VECTOR * VECTOR
                ? inFloats(rows, i, line, top[y], down[y])
                : inIntegers(rows, i, line, top[y], down[y]);
        out[y * line + i] = (byte) Math.clamp(value, 0, 255);
      }
    }
    return Picture.of(width, height, channels, out);
  }

  private static int inFloats(int[] rows, int at, int line, int[] taps, int[] weights) {
    float sum = 0;
    for (int k = 3; k >= 0; k--) {
      sum = rows[taps[k] * line + at] * (weights[k] * UNIT) + sum;
    }
    return (int) Math.rint(sum);
  }

  private static int inIntegers(int[] rows, int at, int line, int[] taps, int[] weights) {
    int sum = 0;
    for (int k = 0; k < 4; k++) {
      sum += rows[taps[k] * line + at] * weights[k];
    }
    return (sum + ((ONE * ONE) >> 1)) >> 22;
  }

  /// Four weights for each output position, and which inputs they belong to.
  private static int[][] weights(int in, int out, int[][] taps) {
    double scale = (double) in / out;
    int[][] weights = new int[out][4];
    for (int i = 0; i < out; i++) {
      float at = (float) ((i + 0.5) * scale - 0.5);
      int floor = (int) Math.floor(at);
      float x = at - floor;
      float w0 = ((A * (x + 1) - 5 * A) * (x + 1) + 8 * A) * (x + 1) - 4 * A;
      float w1 = ((A + 2) * x - (A + 3)) * x * x + 1;
      float y = 1 - x;
      float w2 = ((A + 2) * y - (A + 3)) * y * y + 1;
      float w3 = 1f - w0 - w1 - w2;
      float[] w = {w0, w1, w2, w3};
      for (int k = 0; k < 4; k++) {
        weights[i][k] = (int) Math.rint(w[k] * ONE);
        taps[i][k] = Math.clamp(floor - 1 + k, 0, in - 1);
      }
    }
    return weights;
  }
}
