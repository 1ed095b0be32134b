package dev.sosia.study.report;

import java.util.List;

/// A column of a table.
///
/// @param name in files: `kappa`
/// @param heading for people: `Cohen's kappa`
/// @param intervals what the intervals of its values are called, in order; the last one is shown to
///   people
public record Column(String name, String heading, Kind kind, List<String> intervals) {
  /// The score interval.
  public static final String WILSON = "wilson95";

  /// The interval by drawing people again.
  public static final String BOOTSTRAP = "bootstrap95";

  /// How its values are written.
  public enum Kind {
    WORDS,
    COUNT,

    /// As a percentage; in files 0..1.
    SHARE,

    /// With two decimals.
    NUMBER,

    /// A probability under a null hypothesis.
    PROBABILITY
  }

  /// Copies the list.
  public Column {
    intervals = List.copyOf(intervals);
  }

  public static Column words(String name, String heading) {
    return new Column(name, heading, Kind.WORDS, List.of());
  }

  public static Column count(String name, String heading) {
    return new Column(name, heading, Kind.COUNT, List.of());
  }

  public static Column share(String name, String heading, String... intervals) {
    return new Column(name, heading, Kind.SHARE, List.of(intervals));
  }

  public static Column number(String name, String heading, String... intervals) {
    return new Column(name, heading, Kind.NUMBER, List.of(intervals));
  }

  public static Column probability(String name, String heading) {
    return new Column(name, heading, Kind.PROBABILITY, List.of());
  }
}
