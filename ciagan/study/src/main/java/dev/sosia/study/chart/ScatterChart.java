package dev.sosia.study.chart;

import dev.sosia.study.chart.Canvas.Anchor;
import dev.sosia.study.statistics.Interval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Points with intervals along both sides, numbered; what the numbers stand for is written below.
///
/// @param across lines at values of the horizontal axis
/// @param up lines at values of the vertical axis
public record ScatterChart(
    Axis horizontal, Axis vertical, List<Point> points, List<Reference> across, List<Reference> up)
    implements Chart {
  private static final double LEFT = 46;
  private static final double RIGHT = WIDTH - 12;
  private static final double TOP = 26;
  private static final double SIDE = 320;
  private static final double SMALL = 10.5;
  private static final double LINE = 17;

  /// A point.
  ///
  /// @param xInterval, yInterval around it, where there are any
  public record Point(
      String label,
      double x,
      @Nullable Interval xInterval,
      double y,
      @Nullable Interval yInterval,
      Ink ink) {}

  /// Copies the lists.
  public ScatterChart {
    points = List.copyOf(points);
    across = List.copyOf(across);
    up = List.copyOf(up);
  }

  @Override
  public double height() {
    return TOP + SIDE + 40 + LINE * points.size();
  }

  @Override
  public void draw(Canvas canvas) {
    axes(canvas);
    for (Reference reference : across) {
      double x = x(reference.at());
      canvas.line(x, TOP, x, TOP + SIDE, Ink.ORANGE, 1.2, true);
      boolean left = x > WIDTH / 2;
      canvas.text(
          x + (left ? -4 : 4),
          TOP + SIDE - 6,
          reference.label(),
          Ink.ORANGE,
          SMALL,
          left ? Anchor.END : Anchor.START);
    }
    for (Reference reference : up) {
      double y = y(reference.at());
      canvas.line(LEFT, y, RIGHT, y, Ink.ORANGE, 1.2, true);
      canvas.text(RIGHT, y - 4, reference.label(), Ink.ORANGE, SMALL, Anchor.END);
    }
    for (int i = 0; i < points.size(); i++) {
      point(canvas, points.get(i), i + 1);
    }
  }

  private void axes(Canvas canvas) {
    for (double mark : horizontal.marks()) {
      canvas.line(x(mark), TOP, x(mark), TOP + SIDE, Ink.GRID, 1, false);
      canvas.text(x(mark), TOP + SIDE + 14, horizontal.word(mark), Ink.MUTED, SMALL, Anchor.MIDDLE);
    }
    for (double mark : vertical.marks()) {
      canvas.line(LEFT, y(mark), RIGHT, y(mark), Ink.GRID, 1, false);
      canvas.text(LEFT - 5, y(mark) + 4, vertical.word(mark), Ink.MUTED, SMALL, Anchor.END);
    }
    canvas.text(4, 13, vertical.title(), Ink.MUTED, SMALL, Anchor.START);
    canvas.text(RIGHT, TOP + SIDE + 28, horizontal.title(), Ink.MUTED, SMALL, Anchor.END);
  }

  private void point(Canvas canvas, Point point, int number) {
    double x = x(point.x());
    double y = y(point.y());
    Interval along = point.xInterval();
    if (along != null) {
      canvas.line(x(along.low()), y, x(along.high()), y, point.ink(), 1.5, false);
    }
    Interval upwards = point.yInterval();
    if (upwards != null) {
      canvas.line(x, y(upwards.low()), x, y(upwards.high()), point.ink(), 1.5, false);
    }
    canvas.disc(x, y, 4, point.ink());
    canvas.text(x + 6, y - 5, Integer.toString(number), Ink.TEXT, SMALL, Anchor.START);
    double base = TOP + SIDE + 40 + LINE * number - 4;
    canvas.disc(LEFT - 30, base - 4, 4, point.ink());
    canvas.text(LEFT - 20, base, number + "  " + point.label(), Ink.TEXT, SMALL + 1, Anchor.START);
    String values =
        Numbers.shown(point.x(), horizontal.percent())
            + ",  "
            + Numbers.shown(point.y(), vertical.percent());
    canvas.text(RIGHT, base, values, Ink.MUTED, SMALL, Anchor.END);
  }

  private double x(double value) {
    return LEFT + horizontal.at(value) * (RIGHT - LEFT);
  }

  private double y(double value) {
    return TOP + SIDE - vertical.at(value) * SIDE;
  }
}
