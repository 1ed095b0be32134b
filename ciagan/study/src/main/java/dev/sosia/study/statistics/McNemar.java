package dev.sosia.study.statistics;

import dev.sosia.engine.error.InputException;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/// Two methods on the same pictures: whether one keeps more than the other.
///
/// Source: McNemar, "Note on the sampling error of the difference between correlated proportions or
/// percentages", 1947; exact by the binomial distribution of the pairs that differ.
///
/// @param onlyFirst pictures that the first method keeps and the second does not
/// @param onlySecond the other way round
/// @param count all pictures
public record McNemar(long onlyFirst, long onlySecond, long count) {

  /// Counts pairs.
  ///
  /// @param first, second for each picture whether the method kept it
  /// @throws InputException if there are not as many of both
  public static McNemar of(boolean[] first, boolean[] second) {
    if (first.length != second.length) {
      throw new InputException(
          "the methods are compared on the same pictures, but there are %d and %d"
              .formatted(first.length, second.length));
    }
    long onlyFirst = 0;
    long onlySecond = 0;
    for (int i = 0; i < first.length; i++) {
      onlyFirst += first[i] && !second[i] ? 1 : 0;
      onlySecond += second[i] && !first[i] ? 1 : 0;
    }
    return new McNemar(onlyFirst, onlySecond, first.length);
  }

  /// The probability of pairs at least as unequal if the methods were alike, two-sided; 1 where no
  /// pair differs.
  public double exactP() {
    int pairs = Math.toIntExact(onlyFirst + onlySecond);
    int fewer = Math.toIntExact(Math.min(onlyFirst, onlySecond));
    return pairs == 0
        ? 1
        : Math.min(1, 2 * BinomialDistribution.of(pairs, 0.5).cumulativeProbability(fewer));
  }

  /// The first method's rate less the second's.
  public Statistic<Double> rateDifference() {
    return Statistic.ratio(onlyFirst - onlySecond, count, "there are no pictures");
  }
}
