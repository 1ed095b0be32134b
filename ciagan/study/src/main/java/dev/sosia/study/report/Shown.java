package dev.sosia.study.report;

import dev.sosia.study.statistics.Interval;
import dev.sosia.study.statistics.Statistic;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Values for people.
public final class Shown {
  private static final double SMALLEST_P = 0.001;

  private Shown() {}

  /// `61.9 %`, or a dash.
  public static String percent(@Nullable Double share) {
    return share == null ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /// `54.2 .. 69.0 %`, or nothing.
  public static String percents(@Nullable Interval interval) {
    return interval == null
        ? ""
        : String.format(
            Locale.ROOT, "%.1f .. %.1f %%", 100 * interval.low(), 100 * interval.high());
  }

  /// `0.11`, or why there is none.
  public static String number(Statistic<Double> value) {
    return value
        .map(v -> String.format(Locale.ROOT, "%.2f", v))
        .orElse("not defined: " + value.why());
  }

  /// A value as its column writes it; a dash where it is not defined.
  static String value(Column column, Value value) {
    return switch (value) {
      case Value.Words words -> words.text();
      case Value.Count count -> Long.toString(count.count());
      case Value.Estimate estimate -> estimate(column.kind(), estimate.value().orNull());
    };
  }

  /// The interval of a value that people are shown, or nothing.
  static String interval(Column column, Value value) {
    if (!(value instanceof Value.Estimate estimate) || estimate.intervals().isEmpty()) {
      return "";
    }
    Interval interval = estimate.intervals().getLast().orNull();
    if (interval == null) {
      return "";
    }
    return column.kind() == Column.Kind.SHARE
        ? percents(interval)
        : String.format(Locale.ROOT, "%.2f .. %.2f", interval.low(), interval.high());
  }

  private static String estimate(Column.Kind kind, @Nullable Double value) {
    if (value == null) {
      return "-";
    }
    return switch (kind) {
      case SHARE -> percent(value);
      case PROBABILITY ->
          value < SMALLEST_P ? "< 0.001" : String.format(Locale.ROOT, "%.3f", value);
      default -> String.format(Locale.ROOT, "%.2f", value);
    };
  }
}
