package dev.sosia.benchmarks;

import dev.sosia.engine.error.ShapeException;

/// How far two results are apart.
///
/// @param largest the largest absolute difference; NaN where only one of the two is a number
/// @param range the largest magnitude of the first
public record Difference(double largest, double range) {
  public static final Difference NONE = new Difference(0, 0);

  public static Difference of(float[] expected, float[] found) {
    if (expected.length != found.length) {
      throw new ShapeException(
          "one result has " + expected.length + " values, the other " + found.length);
    }
    double largest = 0;
    double range = 0;
    for (int i = 0; i < expected.length; i++) {
      boolean equal = Float.compare(expected[i], found[i]) == 0;
      double difference = equal ? 0 : Math.abs((double) expected[i] - found[i]);
      largest = Math.max(largest, difference); // a NaN stays
      range = Math.max(range, Math.abs(expected[i]));
    }
    return new Difference(largest, range);
  }

  /// The worse of two outputs of one network.
  public Difference worse(Difference other) {
    return relative() >= other.relative() ? this : other;
  }

  /// The largest difference as a part of the range.
  public double relative() {
    return largest == 0 ? 0 : largest / range;
  }
}
