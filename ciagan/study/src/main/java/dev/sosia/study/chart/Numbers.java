package dev.sosia.study.chart;

import java.util.Locale;

/// How values are written in charts.
final class Numbers {
  private Numbers() {}

  static String shown(double value, boolean percent) {
    return percent
        ? String.format(Locale.ROOT, "%.1f %%", 100 * value)
        : String.format(Locale.ROOT, "%.2f", value);
  }
}
