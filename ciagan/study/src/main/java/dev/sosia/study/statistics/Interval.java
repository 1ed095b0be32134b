package dev.sosia.study.statistics;

/// An interval of numbers, both ends belonging to it.
public record Interval(double low, double high) {
  public boolean contains(double x) {
    return low <= x && x <= high;
  }
}
