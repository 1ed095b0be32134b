package dev.sosia.study.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/// Holm's correction: p-values of one table such that all that fall below a level are true
/// differences, but for that level's probability, however the tests depend on each other.
///
/// Source: Holm, "A Simple Sequentially Rejective Multiple Test Procedure", 1979.
public final class Holm {
  private Holm() {}

  /// The adjusted p-values, in the order of `p`: the k-th smallest of n times `n - k + 1`, at least
  /// the one before it, at most 1.
  ///
  /// @throws IllegalArgumentException if one is not 0 to 1
  public static double[] adjust(double... p) {
    int[] order =
        IntStream.range(0, p.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> p[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[p.length];
    double least = 0;
    for (int k = 0; k < order.length; k++) {
      double value = p[order[k]];
      if (!(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException("a probability is 0 to 1, not " + value);
      }
      least = Math.max(least, Math.min(1, value * (p.length - k)));
      adjusted[order[k]] = least;
    }
    return adjusted;
  }
}
