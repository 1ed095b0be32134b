package dev.sosia.dan.judge;

import java.util.Locale;

/// A share that was counted, with Wilson's 95 % interval: where the share of a larger sample is
/// expected to lie. Unlike the usual plus and minus it stays within 0..1 and tells something where
/// all or none were right.
///
/// Source: Wilson, "Probable inference, the law of succession, and statistical inference", 1927.
///
/// @param hits 0 to `of`
/// @param of how many were looked at
public record Proportion(int hits, int of) {
  private static final double Z = 1.959963984540054;

  /// The share; NaN of none.
  public double share() {
    return (double) hits / of;
  }

  /// The interval's lower end; 0 of none.
  public double low() {
    return of == 0 ? 0 : Math.max(0, centre() - half());
  }

  /// The interval's upper end; 1 of none.
  public double high() {
    return of == 0 ? 1 : Math.min(1, centre() + half());
  }

  private double centre() {
    return (share() + Z * Z / (2 * of)) / (1 + Z * Z / of);
  }

  private double half() {
    double p = share();
    double spread = p * (1 - p) / of + Z * Z / (4.0 * of * of);
    return Z * Math.sqrt(spread) / (1 + Z * Z / of);
  }

  /// `0.924 (95 % interval 0.901 to 0.942; 647 of 700)`.
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%.3f (95 %% interval %.3f to %.3f; %d of %d)",
        share(),
        low(),
        high(),
        hits,
        of);
  }
}
