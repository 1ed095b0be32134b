package dev.sosia.weights;

import dev.sosia.weights.value.HostTensor;

/// What the numbers of a tensor are like. Minimum, maximum and mean are of those that are no NaN;
/// where there are none, all three are NaN. Sums are taken in F64.
///
/// @param count number of elements
/// @param nanCount elements that are NaN
/// @param infiniteCount elements that are positive or negative infinity
public record TensorStatistics(
    long count, long nanCount, long infiniteCount, double min, double max, double mean) {

  /// The statistics of `tensor`.
  public static TensorStatistics of(HostTensor tensor) {
    long count = tensor.numel();
    long nan = 0;
    long infinite = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double sum = 0;
    for (long i = 0; i < count; i++) {
      double x = tensor.getDouble(i);
      if (Double.isNaN(x)) {
        nan++;
        continue;
      }
      infinite += Double.isInfinite(x) ? 1 : 0;
      min = Math.min(min, x);
      max = Math.max(max, x);
      sum += x;
    }
    return nan == count
        ? new TensorStatistics(count, nan, 0, Double.NaN, Double.NaN, Double.NaN)
        : new TensorStatistics(count, nan, infinite, min, max, sum / (count - nan));
  }
}
