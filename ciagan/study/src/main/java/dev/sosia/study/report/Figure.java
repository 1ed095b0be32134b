package dev.sosia.study.report;

import dev.sosia.landmarks.picture.Picture;
import dev.sosia.study.chart.Chart;

/// A figure of a section.
public sealed interface Figure {

  /// In files, short: `kept`.
  String name();

  /// What stands below it.
  String caption();

  /// What it shows, for those who cannot see it.
  String alternative();

  /// Pictures.
  record Sheet(String name, String caption, String alternative, Picture picture)
      implements Figure {}

  /// A drawing of numbers.
  record Drawn(String name, String caption, String alternative, Chart chart) implements Figure {}
}
