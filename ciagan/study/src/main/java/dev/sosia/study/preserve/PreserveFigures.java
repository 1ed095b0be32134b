package dev.sosia.study.preserve;

import dev.sosia.study.chart.Axis;
import dev.sosia.study.chart.Ink;
import dev.sosia.study.chart.IntervalChart;
import dev.sosia.study.chart.MatrixChart;
import dev.sosia.study.preservation.PreservationRow;
import dev.sosia.study.preservation.PreservationTables;
import dev.sosia.study.report.Figure;
import dev.sosia.study.report.Published;
import dev.sosia.study.statistics.Confusion;
import dev.sosia.study.statistics.Proportion;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The figures of experiment 2: rates, rates by class, and confusion (figure 18) in both orders.
record PreserveFigures(PreserveReport report, List<String> classes) {

  List<Figure> all() {
    List<Figure> figures = new ArrayList<>();
    figures.add(rates());
    figures.add(byClass());
    for (PreservationRow row : report.keyed()) {
      String protocol = row.name(PreserveExperiment.PROTOCOL);
      Confusion confusion = row.preservation().confusion();
      figures.add(
          new Figure.Drawn(
              "confusion-" + protocol,
              "The %s way: class before across, class after down, as in the study's figure 18; shares are of the class before."
                  .formatted(protocol),
              "Confusion matrix of classes before and after; the numbers are in the table of which"
                  + " class became which.",
              new MatrixChart("class before", "class after", classes, counts(confusion, true))));
      figures.add(
          new Figure.Drawn(
              "confusion-of-after-" + protocol,
              "The same the other way: class after across, class before down; shares are of the"
                  + " class after.",
              "Confusion matrix of classes after and before; the numbers are in the table of which"
                  + " class became which.",
              new MatrixChart("class after", "class before", classes, counts(confusion, false))));
    }
    return figures;
  }

  private Figure rates() {
    List<IntervalChart.Row> lines = new ArrayList<>();
    String protocol = "";
    for (PreservationRow row : report.rows()) {
      if (!row.name(PreserveExperiment.PROTOCOL).equals(protocol)) {
        protocol = row.name(PreserveExperiment.PROTOCOL);
        lines.add(IntervalChart.Row.heading("the %s way".formatted(protocol)));
      }
      String face = row.name("face");
      lines.add(PreservationTables.line(face + ", " + row.name("pairs"), row, ink(face)));
    }
    return new Figure.Drawn(
        "kept",
        "Labels kept, with 95 % intervals by people; a tick is what luck would keep.",
        "Labels kept for each protocol and pairing; the numbers are in the table of expressions"
            + " kept.",
        new IntervalChart(Axis.shares("labels kept"), lines, List.of(Published.rate())));
  }

  private static Ink ink(String face) {
    return switch (face) {
      case PreserveExperiment.ANONYMIZED -> Ink.PINK;
      case PreserveExperiment.ROUND_TRIP -> Ink.GREEN;
      default -> Ink.BLUE;
    };
  }

  private Figure byClass() {
    List<IntervalChart.Row> lines = new ArrayList<>();
    for (PreservationRow row : report.keyed()) {
      lines.add(
          IntervalChart.Row.heading("the %s way".formatted(row.name(PreserveExperiment.PROTOCOL))));
      for (int c = 0; c < classes.size(); c++) {
        Proportion kept = row.preservation().confusion().kept(c);
        lines.add(
            new IntervalChart.Row(
                "%s (%d)".formatted(classes.get(c), kept.count()),
                kept.rate().orNull(),
                kept.wilson95().orNull(),
                null,
                Ink.PINK));
      }
    }
    return new Figure.Drawn(
        "classes",
        "Labels kept by class before, with Wilson's 95 % intervals.",
        "Labels kept of each class; the numbers are in the table by class.",
        new IntervalChart(Axis.shares("labels kept"), lines, List.of(Published.happiness())));
  }

  /// Rows of a chart: the class after down if the class before goes across, or the other way.
  private static List<List<Long>> counts(Confusion confusion, boolean beforeAcross) {
    int n = confusion.classes();
    return IntStream.range(0, n)
        .mapToObj(
            r ->
                IntStream.range(0, n)
                    .mapToObj(c -> beforeAcross ? confusion.count(c, r) : confusion.count(r, c))
                    .toList())
        .toList();
  }
}
