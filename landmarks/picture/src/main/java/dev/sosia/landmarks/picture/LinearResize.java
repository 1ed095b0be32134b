package dev.sosia.landmarks.picture;

/// Resizing by linear interpolation without antialiasing, as OpenCV's `INTER_LINEAR` does with
/// bytes: weights of 11 bits, along rows first, in whole numbers; along columns each product is cut
/// to 2 fractional bits before both are added. Beyond the sides the edge is repeated; above and
/// below, both taps are then the edge and cut off one by one, so that a border row can be 1 darker
/// than the edge is.
///
/// Source: OpenCV 4.6, `resize.cpp`; equal to the byte to what OpenCV 5.0 answers.
public final class LinearResize {
  private static final int ONE = 2048;

  private LinearResize() {}

  /// The picture at `width` x `height` pixels.
  ///
  /// @throws dev.sosia.engine.error.InputException if there is no such picture
  public static Picture resize(Picture picture, int width, int height) {
    int channels = picture.channels();
    byte[] in = picture.data();
    byte[] out = new byte[Picture.bytes(width, height, channels)];
    int line = width * channels;
    int[] rows = new int[picture.height() * line];
    Taps across = Taps.of(picture.width(), width);
    for (int y = 0; y < picture.height(); y++) {
      int from = y * picture.width() * channels;
      for (int x = 0; x < width; x++) {
        int tap = across.first[x];
        // beyond a side, the edge has all the weight
        boolean beyond = tap < 0 || tap >= picture.width() - 1;
        int left = Math.clamp(tap, 0, picture.width() - 1);
        for (int c = 0; c < channels; c++) {
          int value = in[from + left * channels + c] & 255;
          rows[y * line + x * channels + c] =
              beyond
                  ? value * ONE
                  : value * across.weight[x]
                      + (in[from + (left + 1) * channels + c] & 255) * across.next[x];
        }
      }
    }
    Taps down = Taps.of(picture.height(), height);
    for (int y = 0; y < height; y++) {
      int above = Math.clamp(down.first[y], 0, picture.height() - 1) * line;
      int below = Math.clamp(down.first[y] + 1, 0, picture.height() - 1) * line;
      for (int i = 0; i < line; i++) {
        int value =
            ((down.weight[y] * (rows[above + i] >> 4)) >> 16)
                + ((down.next[y] * (rows[below + i] >> 4)) >> 16);
        out[y * line + i] = (byte) Math.clamp((value + 2) >> 2, 0, 255);
      }
    }
    return Picture.of(width, height, channels, out);
  }

  /// For each output position the first of two inputs, which may lie beyond, and both weights.
  private record Taps(int[] first, int[] weight, int[] next) {
    static Taps of(int in, int out) {
      Taps taps = new Taps(new int[out], new int[out], new int[out]);
      double scale = (double) in / out;
      for (int i = 0; i < out; i++) {
        float at = (float) ((i + 0.5) * scale - 0.5);
        int floor = (int) Math.floor(at);
        float share = at - floor;
        taps.first[i] = floor;
        taps.weight[i] = (int) Math.rint((1 - share) * ONE);
        taps.next[i] = (int) Math.rint(share * ONE);
      }
      return taps;
    }
  }
}
