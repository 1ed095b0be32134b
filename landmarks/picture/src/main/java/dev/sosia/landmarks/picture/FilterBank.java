package dev.sosia.landmarks.picture;

import dev.sosia.engine.error.InputException;

/// The weights of one direction of a resize: result pixel `i` is the sum over `k < count[i]` of
/// source pixel `first[i] + k` times `weights[i * taps + k]`, in units of `2^-22`.
///
/// Weights are made in F64 and rounded half away from zero, so that the sums are exact integers and
/// the same on every machine. Source: Pillow 9.4, `libImaging/Resample.c`.
record FilterBank(int[] first, int[] count, int taps, int[] weights) {
  /// Fraction bits of a weight: 32, less 8 for the pixel, less 2 for sums beyond 255 and below 0.
  static final int FRACTION = 22;

  /// The weights that make `out` pixels of the source's stretch `from..to` (in pixels, within
  /// 0..in). The bounds are single precision, as Pillow takes them.
  ///
  /// @throws InputException if there are more weights than one array holds
  static FilterBank of(Resampling filter, int in, float from, float to, int out) {
    double scale = (double) (to - from) / out;
    double stretch = Math.max(scale, 1);
    double support = filter.support * stretch;
    int taps = Math.min((int) Math.ceil(support) * 2 + 1, in);
    if ((long) out * taps > Integer.MAX_VALUE - 16) {
      throw new InputException("resize: a side of %d pixels is too long".formatted(out));
    }
    int[] first = new int[out];
    int[] count = new int[out];
    int[] weights = new int[out * taps];
    double[] w = new double[taps];
    double unstretch = 1 / stretch;
    for (int i = 0; i < out; i++) {
      double center = from + (i + 0.5) * scale;
      first[i] = Math.max((int) (center - support + 0.5), 0);
      count[i] = Math.min((int) (center + support + 0.5), in) - first[i];
      double sum = 0;
      for (int k = 0; k < count[i]; k++) {
        w[k] = filter.weight((k + first[i] - center + 0.5) * unstretch);
        sum += w[k];
      }
      for (int k = 0; k < count[i]; k++) {
        double share = (sum == 0 ? w[k] : w[k] / sum) * (1 << FRACTION);
        weights[i * taps + k] = (int) (share < 0 ? share - 0.5 : share + 0.5);
      }
    }
    return new FilterBank(first, count, taps, weights);
  }

  /// The first source pixel that any result pixel needs.
  int begin() {
    return first[0];
  }

  /// One past the last source pixel that any result pixel needs.
  int end() {
    return first[first.length - 1] + count[count.length - 1];
  }
}
