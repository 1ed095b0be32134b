package dev.sosia.study.chart;

/// What a chart is drawn on. Lengths are units, x to the right and y down.
public interface Canvas {
  /// Where a text stands to its point.
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /// A straight line.
  void line(double x1, double y1, double x2, double y2, Ink ink, double width, boolean dashed);

  /// A filled rectangle.
  ///
  /// @param opacity 0..1
  void box(double x, double y, double width, double height, Ink ink, double opacity);

  /// A filled disc.
  void disc(double x, double y, double radius, Ink ink);

  /// A line of text.
  ///
  /// @param y of its base line
  /// @param size of its letters
  void text(double x, double y, String text, Ink ink, double size, Anchor anchor);

  /// A line of text that climbs to the right by 45 degrees and ends at its point.
  void climbing(double x, double y, String text, Ink ink, double size);
}
