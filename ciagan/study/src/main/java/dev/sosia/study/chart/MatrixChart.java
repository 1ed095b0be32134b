package dev.sosia.study.chart;

import dev.sosia.engine.error.InputException;
import dev.sosia.study.chart.Canvas.Anchor;
import java.util.List;
import java.util.Locale;

/// A table of counts, each cell as dark as its share of its column.
///
/// @param across, down what columns and rows are
/// @param names of the columns and of the rows
/// @param counts row by row
public record MatrixChart(String across, String down, List<String> names, List<List<Long>> counts)
    implements Chart {
  private static final double LEFT = 84;
  private static final double TOP = 96;
  private static final double LETTERS = 11;

  /// Copies the lists.
  ///
  /// @throws InputException if there are not as many rows and columns as names
  public MatrixChart {
    names = List.copyOf(names);
    counts = counts.stream().map(List::copyOf).toList();
    int n = names.size();
    if (counts.size() != n || counts.stream().anyMatch(row -> row.size() != n)) {
      throw new InputException("%d names need %d x %d counts".formatted(n, n, n));
    }
  }

  private double side() {
    return (WIDTH - LEFT - 6) / names.size();
  }

  @Override
  public double height() {
    return TOP + side() * names.size() + 8;
  }

  @Override
  public void draw(Canvas canvas) {
    canvas.text(WIDTH - 6, 13, across, Ink.MUTED, LETTERS, Anchor.END);
    canvas.text(6, TOP - 10, down, Ink.MUTED, LETTERS, Anchor.START);
    for (int c = 0; c < names.size(); c++) {
      double middle = LEFT + (c + 0.5) * side();
      canvas.climbing(middle + 26, TOP - 42, names.get(c), Ink.TEXT, LETTERS);
      long all = column(c);
      for (int r = 0; r < names.size(); r++) {
        long count = counts.get(r).get(c);
        double share = all == 0 ? 0 : (double) count / all;
        double top = TOP + r * side();
        canvas.box(LEFT + c * side(), top, side() - 1, side() - 1, Ink.GRID, 0.35);
        canvas.box(LEFT + c * side(), top, side() - 1, side() - 1, Ink.HEAT, share);
        double base = top + side() / 2;
        canvas.text(middle, base, Long.toString(count), Ink.TEXT, LETTERS + 1, Anchor.MIDDLE);
        String percent = all == 0 ? "-" : String.format(Locale.ROOT, "%.0f %%", 100 * share);
        canvas.text(middle, base + 13, percent, Ink.TEXT, LETTERS - 2, Anchor.MIDDLE);
      }
    }
    for (int r = 0; r < names.size(); r++) {
      double base = TOP + (r + 0.5) * side() + 4;
      canvas.text(LEFT - 6, base, names.get(r), Ink.TEXT, LETTERS, Anchor.END);
    }
  }

  private long column(int c) {
    return counts.stream().mapToLong(row -> row.get(c)).sum();
  }
}
