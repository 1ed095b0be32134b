package dev.sosia.benchmarks;

import java.util.Arrays;
import java.util.List;

/// What repetitions took, in milliseconds.
public record Timings(double median, double least, double most) {
  /// Sums up repetitions.
  ///
  /// @throws IllegalArgumentException if there are none
  public static Timings of(List<Long> nanoseconds) {
    if (nanoseconds.isEmpty()) {
      throw new IllegalArgumentException("nothing was timed");
    }
    double[] sorted = nanoseconds.stream().mapToDouble(n -> n / 1e6).sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Timings(median, sorted[0], Arrays.stream(sorted).max().orElseThrow());
  }
}
