package dev.sosia.study.chart;

import java.util.Locale;
import java.util.stream.DoubleStream;

/// A range of shares or numbers along a side of a chart.
///
/// @param title what is measured
/// @param low, high the ends
/// @param step between the marks
/// @param percent whether marks are written as shares of a hundred
public record Axis(String title, double low, double high, double step, boolean percent) {

  /// Shares from none to all.
  public static Axis shares(String title) {
    return new Axis(title, 0, 1, 0.2, true);
  }

  /// How far along it a value is, 0..1; values beyond it are at its ends.
  double at(double value) {
    return Math.clamp((value - low) / (high - low), 0.0, 1.0);
  }

  double[] marks() {
    int n = (int) Math.round((high - low) / step);
    return DoubleStream.iterate(0, i -> i <= n, i -> i + 1).map(i -> low + i * step).toArray();
  }

  String word(double mark) {
    return percent
        ? String.format(Locale.ROOT, "%.0f %%", 100 * mark)
        : String.format(Locale.ROOT, step < 0.1 ? "%.2f" : step < 1 ? "%.1f" : "%.0f", mark);
  }
}
