package dev.sosia.study.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/// A share of pictures: `kept` of `count`.
public record Proportion(long kept, long count) {
  private static final double Z95 = NormalDistribution.of(0, 1).inverseCumulativeProbability(0.975);

  /// @throws IllegalArgumentException unless `0 <= kept <= count`
  public Proportion {
    if (kept < 0 || kept > count) {
      throw new IllegalArgumentException(kept + " of " + count);
    }
  }

  /// `kept / count`; of no pictures there is none.
  public Statistic<Double> rate() {
    return Statistic.ratio(kept, count, "there are no pictures");
  }

  /// The 95 % score interval, which is never empty and never beyond 0..1, for 0 and for all kept
  /// either.
  ///
  /// Source: Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", 1927.
  public Statistic<Interval> wilson95() {
    return rate().map(p -> wilson(p, (double) count));
  }

  private static Interval wilson(double p, double n) {
    double z2 = Z95 * Z95;
    double middle = (p + z2 / (2 * n)) / (1 + z2 / n);
    double half = Z95 / (1 + z2 / n) * Math.sqrt(p * (1 - p) / n + z2 / (4 * n * n));
    // the rate is always within, and rounding must not put it out
    double low = Math.min(middle - half, p);
    double high = Math.max(middle + half, p);
    return new Interval(Math.max(low, 0), Math.min(high, 1));
  }
}
