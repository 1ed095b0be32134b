package dev.sosia.study.chart;

import dev.sosia.study.chart.Canvas.Anchor;
import dev.sosia.study.statistics.Interval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Values with their intervals, one below the other, each under its label; dashed lines to hold
/// them against.
///
/// @param references what they are held against
public record IntervalChart(Axis axis, List<Row> rows, List<Reference> references)
    implements Chart {
  private static final double LEFT = 10;
  private static final double RIGHT = WIDTH - 14;
  private static final double ROW = 29;
  private static final double LETTERS = 12;
  private static final double SMALL = 10.5;
  private static final double LINE = 13;
  private static final double FOOT = 34;

  /// A value, or a heading over those that follow.
  ///
  /// @param value none where it is not defined, which is written
  /// @param interval around it, if there is one
  /// @param mark what luck alone would give, a tick; none where that is not known
  /// @param ink null for a heading
  public record Row(
      String label,
      @Nullable Double value,
      @Nullable Interval interval,
      @Nullable Double mark,
      @Nullable Ink ink) {

    /// Words over the rows that follow.
    public static Row heading(String words) {
      return new Row(words, null, null, null, null);
    }
  }

  /// Copies the lists.
  public IntervalChart {
    rows = List.copyOf(rows);
    references = List.copyOf(references);
  }

  @Override
  public double height() {
    return top() + ROW * rows.size() + FOOT;
  }

  private double top() {
    return LINE * references.size() + 6;
  }

  @Override
  public void draw(Canvas canvas) {
    double bottom = top() + ROW * rows.size() + 4;
    for (double mark : axis.marks()) {
      canvas.line(x(mark), top(), x(mark), bottom, Ink.GRID, 1, false);
      mark(canvas, mark, bottom + 13);
    }
    canvas.text(x(axis.high()), bottom + 27, axis.title(), Ink.MUTED, SMALL, Anchor.END);
    for (int i = 0; i < references.size(); i++) {
      Reference reference = references.get(i);
      double y = LINE * (i + 1);
      canvas.line(x(reference.at()), y + 2, x(reference.at()), bottom, Ink.ORANGE, 1.2, true);
      boolean left = axis.at(reference.at()) > 0.5; // where there is more room
      canvas.text(
          x(reference.at()) + (left ? -4 : 4),
          y,
          reference.label(),
          Ink.ORANGE,
          SMALL,
          left ? Anchor.END : Anchor.START);
    }
    for (int i = 0; i < rows.size(); i++) {
      row(canvas, rows.get(i), top() + ROW * i);
    }
  }

  /// The first and the last one within the chart.
  private void mark(Canvas canvas, double mark, double y) {
    double at = axis.at(mark);
    Anchor anchor = at <= 0 ? Anchor.START : at < 1 ? Anchor.MIDDLE : Anchor.END;
    double x = at <= 0 ? 1 : at < 1 ? x(mark) : WIDTH - 1;
    canvas.text(x, y, axis.word(mark), Ink.MUTED, SMALL, anchor);
  }

  private void row(Canvas canvas, Row row, double top) {
    Ink ink = row.ink();
    if (ink == null) {
      canvas.text(LEFT, top + 19, row.label(), Ink.MUTED, LETTERS, Anchor.START);
      canvas.line(LEFT, top + 24, RIGHT, top + 24, Ink.GRID, 1, false);
      return;
    }
    Double value = row.value();
    String shown = value == null ? "not defined" : word(value);
    canvas.text(LEFT, top + 13, row.label(), Ink.TEXT, LETTERS, Anchor.START);
    canvas.text(RIGHT, top + 13, shown, Ink.TEXT, LETTERS, Anchor.END);
    if (value == null) {
      return;
    }
    double y = top + 21;
    canvas.box(x(axis.low()), y - 3, x(value) - x(axis.low()), 6, ink, 0.35);
    Interval interval = row.interval();
    if (interval != null) {
      canvas.line(x(interval.low()), y, x(interval.high()), y, ink, 2, false);
      for (double end : new double[] {interval.low(), interval.high()}) {
        canvas.line(x(end), y - 3.5, x(end), y + 3.5, ink, 1.5, false);
      }
    }
    canvas.disc(x(value), y, 3.4, ink);
    Double mark = row.mark();
    if (mark != null) {
      canvas.line(x(mark), y - 5, x(mark), y + 5, Ink.TEXT, 1.5, false);
    }
  }

  private String word(double value) {
    return Numbers.shown(value, axis.percent());
  }

  private double x(double value) {
    return LEFT + axis.at(value) * (RIGHT - LEFT);
  }
}
