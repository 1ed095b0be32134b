package dev.sosia.study.report;

import dev.sosia.study.statistics.Interval;
import dev.sosia.study.statistics.Proportion;
import dev.sosia.study.statistics.Statistic;
import java.util.List;

/// An entry of a table.
public sealed interface Value {

  /// Words.
  record Words(String text) implements Value {}

  /// A whole number.
  record Count(long count) implements Value {}

  /// A number that was measured, or the reason why there is none.
  ///
  /// @param n of how many pictures
  /// @param intervals as the column names them
  record Estimate(Statistic<Double> value, long n, List<Statistic<Interval>> intervals)
      implements Value {

    /// Copies the list.
    public Estimate {
      intervals = List.copyOf(intervals);
    }
  }

  static Value words(String text) {
    return new Words(text);
  }

  static Value count(long count) {
    return new Count(count);
  }

  /// A number without an interval.
  static Value number(Statistic<Double> value, long n) {
    return new Estimate(value, n, List.of());
  }

  /// A number with one interval.
  static Value number(Statistic<Double> value, long n, Statistic<Interval> interval) {
    return new Estimate(value, n, List.of(interval));
  }

  /// A share with its Wilson interval.
  static Value share(Proportion share) {
    return new Estimate(share.rate(), share.count(), List.of(share.wilson95()));
  }

  /// A share with its Wilson interval and one by people.
  static Value share(Proportion share, Statistic<Interval> byPeople) {
    return new Estimate(share.rate(), share.count(), List.of(share.wilson95(), byPeople));
  }
}
