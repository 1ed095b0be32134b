package dev.sosia.study.variant;

import dev.sosia.study.experiment.Cell;
import dev.sosia.study.experiment.Labels;
import dev.sosia.study.report.Column;
import dev.sosia.study.report.Origin;
import dev.sosia.study.report.Section;
import dev.sosia.study.report.Shown;
import dev.sosia.study.report.Table;
import dev.sosia.study.report.Value;
import dev.sosia.study.statistics.Bootstrap;
import dev.sosia.study.statistics.Holm;
import dev.sosia.study.statistics.Interval;
import dev.sosia.study.statistics.SeedsAndPeople;
import dev.sosia.study.statistics.Statistic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/// What drawings alone tell, kind by kind, against the published drawing.
public final class DrawingReport {
  private final DrawingExperiment experiment;
  private final Bootstrap bootstrap;
  private final SequencedMap<String, SeedsAndPeople> kinds = new LinkedHashMap<>();

  public DrawingReport(
      DrawingExperiment experiment, SequencedMap<Cell, Labels> results, Bootstrap bootstrap) {
    this.experiment = experiment;
    this.bootstrap = bootstrap;
    List<Integer> truth = experiment.truth();
    SequencedMap<String, List<double[]>> right = new LinkedHashMap<>();
    results.forEach(
        (cell, labels) -> {
          double[] row = new double[labels.size()];
          for (int i = 0; i < row.length; i++) {
            row[i] = labels.label(i) == truth.get(i) ? 1 : 0;
          }
          right.computeIfAbsent(DrawingExperiment.change(cell), _ -> new ArrayList<>()).add(row);
        });
    int[] person = experiment.person();
    right.forEach(
        (kind, rows) -> kinds.put(kind, new SeedsAndPeople(rows.toArray(double[][]::new), person)));
  }

  /// The section with this in it, first.
  public Section in(Section section, Origin origin) {
    SequencedMap<String, Object> settings = new LinkedHashMap<>(section.settings());
    settings.putAll(experiment.settings());
    List<String> findings = new ArrayList<>(findings());
    findings.addAll(section.findings());
    List<Table> tables = new ArrayList<>();
    tables.add(table(origin));
    tables.addAll(section.tables());
    return new Section(
        section.name(),
        section.title(),
        section.question(),
        settings,
        findings,
        tables,
        section.figures(),
        section.missing());
  }

  private SeedsAndPeople published() {
    return kinds.firstEntry().getValue();
  }

  private List<String> findings() {
    List<String> findings = new ArrayList<>();
    findings.add(
        "Off the published drawing alone a small network reads %s of the expressions (%s); a seventh by luck."
            .formatted(
                Shown.percent(published().mean().orNull()),
                Shown.percents(published().interval(bootstrap).orNull())));
    kinds.entrySet().stream()
        .skip(1)
        .forEach(
            e -> {
              SeedsAndPeople difference = e.getValue().less(published());
              Double mean = difference.mean().orNull();
              Interval interval = difference.interval(bootstrap).orNull();
              if (mean != null && interval != null) {
                findings.add(
                    String.format(
                        Locale.ROOT,
                        "The drawing with %s tells %+.1f points (%+.1f to %+.1f)%s.",
                        e.getKey(),
                        100 * mean,
                        100 * interval.low(),
                        100 * interval.high(),
                        interval.contains(0)
                            ? ", which cannot be told from none at this size"
                            : ""));
              }
            });
    return findings;
  }

  private Table table(Origin origin) {
    Table.Builder table =
        Table.named("drawing", "What the drawing alone tells of the expression", origin)
            .columns(
                Column.words("kind", "changed"),
                Column.share("read", "expressions read", Column.BOOTSTRAP),
                Column.share("gain", "against the published drawing", Column.BOOTSTRAP),
                Column.probability("p", "p"),
                Column.probability("p_holm", "p, corrected"))
            .note(
                "A network of one budget reads the expression off the landmark picture, no face"
                    + " being shown: a generator can keep no more than what its drawing tells. n"
                    + " counts drawings times seeds; intervals over seeds and people; p: Student's"
                    + " t over seeds, corrected over this table (Holm).");
    List<SeedsAndPeople> gains = kinds.values().stream().map(k -> k.less(published())).toList();
    double[] corrected =
        Holm.adjust(gains.stream().skip(1).mapToDouble(g -> g.probability().orElse(1.0)).toArray());
    int row = 0;
    for (var kind : kinds.entrySet()) {
      SeedsAndPeople read = kind.getValue();
      SeedsAndPeople gain = gains.get(row);
      int seeds = read.values().length;
      Statistic<Double> own = Statistic.undefined("this is the published drawing");
      table.row(
          Value.words(kind.getKey()),
          Value.number(read.mean(), read.count(), read.interval(bootstrap)),
          Value.number(gain.mean(), gain.count(), gain.interval(bootstrap)),
          Value.number(row == 0 ? own : gain.probability(), seeds),
          Value.number(row == 0 ? own : Statistic.of(corrected[row - 1]), seeds));
      row++;
    }
    return table.build();
  }
}
