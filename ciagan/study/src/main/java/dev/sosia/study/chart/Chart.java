package dev.sosia.study.chart;

/// Something to be drawn. Equal charts draw the same.
public interface Chart {
  /// The width of all charts, in units; a unit is a pixel of a page on a telephone.
  double WIDTH = 400;

  /// How high it is, in units.
  double height();

  /// Draws it from (0, 0) at the upper left to ([#WIDTH], [#height]).
  void draw(Canvas canvas);
}
