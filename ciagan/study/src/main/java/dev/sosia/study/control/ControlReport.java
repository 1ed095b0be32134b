package dev.sosia.study.control;

import dev.sosia.study.chart.Axis;
import dev.sosia.study.chart.Ink;
import dev.sosia.study.chart.IntervalChart;
import dev.sosia.study.experiment.Cell;
import dev.sosia.study.experiment.Labels;
import dev.sosia.study.photo.LabelledPhotos;
import dev.sosia.study.preservation.JudgeCheck;
import dev.sosia.study.preservation.Pairing;
import dev.sosia.study.preservation.PhotoRemarks;
import dev.sosia.study.preservation.PreservationRow;
import dev.sosia.study.preservation.PreservationTables;
import dev.sosia.study.protocol.CleanProtocol;
import dev.sosia.study.protocol.PublishedProtocol;
import dev.sosia.study.report.Column;
import dev.sosia.study.report.Figure;
import dev.sosia.study.report.Origin;
import dev.sosia.study.report.Published;
import dev.sosia.study.report.Section;
import dev.sosia.study.report.Shown;
import dev.sosia.study.report.Table;
import dev.sosia.study.report.Value;
import dev.sosia.study.statistics.Bootstrap;
import dev.sosia.study.statistics.Holm;
import dev.sosia.study.statistics.Statistic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/// The tables of the controls: a row for each cell but the untouched photos, held against these;
/// then rows of the same labels paired wrongly; and tests of each method against the round trip.
public final class ControlReport {
  /// Photos without a face before the slip is looked at.
  private static final List<Integer> MISSING = List.of(1, 5);

  private static final String PAIRS = "pairs";
  private static final String CONSTANT = "constant answer";

  private final ControlExperiment experiment;
  private final SequencedMap<Cell, Labels> results;
  private final Bootstrap bootstrap;
  private final int[] person;
  private final int[] truth;
  private final Labels before;
  private final List<PreservationRow> rows;
  private final JudgeCheck judge;

  /// A report on these results, which are all of the experiment's.
  ///
  /// @param draws of the bootstrap
  public ControlReport(
      ControlExperiment experiment, SequencedMap<Cell, Labels> results, int draws) {
    this.experiment = experiment;
    this.results = results;
    this.bootstrap = new Bootstrap(draws, experiment.seed());
    LabelledPhotos photos = experiment.photos();
    this.person = photos.persons();
    this.truth = photos.truths(experiment.judge()::indexOf);
    this.before = labels(ControlExperiment.NONE, ControlExperiment.UNTOUCHED);
    this.rows = measuredRows();
    this.judge =
        JudgeCheck.of(
            experiment.judge().classes().size(),
            truth,
            before,
            labels(ControlExperiment.NONE, "shift 2"));
  }

  private Labels labels(String protocol, String condition) {
    SequencedMap<String, String> levels = new LinkedHashMap<>();
    levels.put(ControlExperiment.PROTOCOL, protocol);
    levels.put(ControlExperiment.CONDITION, condition);
    Labels labels = results.get(new Cell(levels));
    if (labels == null) {
      throw new IllegalArgumentException("no result of " + levels);
    }
    return labels;
  }

  /// All rows: keyed pairs cell by cell, the best answer that is the same for all, then the other
  /// pairings.
  List<PreservationRow> rows() {
    return rows;
  }

  private List<PreservationRow> measuredRows() {
    List<PreservationRow> measured = new ArrayList<>();
    int n = experiment.pictures();
    results.forEach(
        (cell, labels) -> {
          if (!cell.level(ControlExperiment.CONDITION).equals(ControlExperiment.UNTOUCHED)) {
            measured.add(row(cell, labels, "keyed", Pairing.keyed(n)));
          }
        });
    SequencedMap<String, String> constant = new LinkedHashMap<>();
    constant.put(ControlExperiment.PROTOCOL, ControlExperiment.NONE);
    constant.put(ControlExperiment.CONDITION, CONSTANT);
    measured.add(
        row(new Cell(constant), Labels.constant(n, mostFrequent()), "keyed", Pairing.keyed(n)));
    results.forEach(
        (cell, labels) -> {
          String condition = cell.level(ControlExperiment.CONDITION);
          if (condition.equals(ControlExperiment.ROUND_TRIP)
              || condition.equals(ControlExperiment.GENERATOR)) {
            for (int missing : MISSING) {
              if (missing < n) {
                Pairing slipped = Pairing.byCounter(n, missing, experiment.seed());
                measured.add(row(cell, labels, "by counter, missing " + missing, slipped));
              }
            }
            measured.add(row(cell, labels, "shuffled", Pairing.shuffled(n, experiment.seed())));
          }
        });
    return measured;
  }

  /// The judge's most frequent label of untouched photos, the first of several.
  private int mostFrequent() {
    int classes = experiment.judge().classes().size();
    return IntStream.range(0, classes)
        .boxed()
        .max(
            Comparator.<Integer>comparingInt(c -> Collections.frequency(before.labels(), c))
                .thenComparing(Comparator.reverseOrder()))
        .orElseThrow();
  }

  private PreservationRow row(Cell cell, Labels labels, String words, Pairing pairing) {
    SequencedMap<String, String> names = new LinkedHashMap<>(cell.levels());
    names.put(PAIRS, words);
    int classes = experiment.judge().classes().size();
    return PreservationRow.of(names, classes, before, labels, pairing, person, truth, bootstrap);
  }

  /// How good the judge is on photos that nothing was done to, and what a shift of two pixels does
  /// to its answers.
  JudgeCheck judge() {
    return judge;
  }

  /// Each replacement against the round trip of its size: McNemar's test on whether the label was
  /// kept, corrected over all of them.
  Table tests(Origin origin) {
    List<Difference> differences = new ArrayList<>();
    results.forEach(
        (cell, labels) -> {
          String protocol = cell.level(ControlExperiment.PROTOCOL);
          String condition = cell.level(ControlExperiment.CONDITION);
          if (!protocol.equals(ControlExperiment.NONE)
              && !condition.startsWith(ControlExperiment.ROUND_TRIP)) {
            Labels ceiling = labels(protocol, experiment.ceiling(condition));
            differences.add(Difference.of(cell, before, ceiling, labels, person, bootstrap));
          }
        });
    double[] adjusted =
        Holm.adjust(differences.stream().mapToDouble(d -> d.mcnemar().exactP()).toArray());
    Table.Builder table =
        Table.named("tests", "Each method against the round trip of its size", origin)
            .columns(
                Column.words(ControlExperiment.PROTOCOL, "protocol"),
                Column.words(ControlExperiment.CONDITION, "condition"),
                Column.words("against", "against"),
                Column.count("n", "n"),
                Column.count("only_against", "kept by the round trip alone"),
                Column.count("only_condition", "kept by the method alone"),
                Column.share("lost", "lost", Column.BOOTSTRAP),
                Column.probability("p", "p"),
                Column.probability("p_holm", "p, corrected"))
            .voided(judge.voided())
            .note("Exact McNemar tests on the same pictures, corrected over this table (Holm).");
    for (int i = 0; i < adjusted.length; i++) {
      Difference d = differences.get(i);
      String condition = d.cell().level(ControlExperiment.CONDITION);
      long n = d.mcnemar().count();
      table.row(
          Value.words(d.cell().level(ControlExperiment.PROTOCOL)),
          Value.words(condition),
          Value.words(experiment.ceiling(condition)),
          Value.count(n),
          Value.count(d.mcnemar().onlyFirst()),
          Value.count(d.mcnemar().onlySecond()),
          Value.number(d.mcnemar().rateDifference(), n, d.byPeople()),
          Value.number(Statistic.of(d.mcnemar().exactP()), n),
          Value.number(Statistic.of(adjusted[i]), n));
    }
    return table.build();
  }

  /// What the controls found.
  ///
  /// @param origin of all of it
  public Section section(Origin origin) {
    PreservationTables tables =
        new PreservationTables(rows, experiment.judge().classes(), origin, judge.voided());
    SequencedMap<String, Object> settings = new LinkedHashMap<>();
    settings.put("protocol_published", new PublishedProtocol().steps());
    settings.put("protocol_clean", new CleanProtocol().steps());
    settings.put("bootstrap_draws", bootstrap.draws());
    return new Section(
        experiment.name(),
        "Controls",
        "How many expressions survive without anonymization, and how many would by luck?",
        settings,
        findings(),
        List.of(
            judge.table(origin),
            tables.kept("Expressions kept"),
            tests(origin),
            tables.classes("By class before", Table.Place.FILES),
            tables.margins("Shares of classes before and after", Table.Place.FILES),
            tables.confusions("Which class became which")),
        figures(),
        missing());
  }

  private List<String> missing() {
    List<String> missing =
        new ArrayList<>(PhotoRemarks.of(experiment.photos(), experiment.judge()));
    missing.addAll(
        PreservationTables.failures(rows.stream().filter(r -> words(r).equals("keyed")).toList()));
    return missing;
  }

  private List<String> findings() {
    PreservationRow published = find("published", ControlExperiment.ROUND_TRIP, "keyed");
    PreservationRow clean = find("clean", ControlExperiment.ROUND_TRIP, "keyed");
    PreservationRow constant = find(ControlExperiment.NONE, CONSTANT, "keyed");
    return List.of(
        judge.sentence(),
        "With no face replaced at all, the published way keeps %s of the labels (%s), the clean one %s (%s)."
            .formatted(
                Shown.percent(published.kept().rate().orNull()),
                Shown.percents(published.byPeople().orNull()),
                Shown.percent(clean.kept().rate().orNull()),
                Shown.percents(clean.byPeople().orNull())),
        "One answer for all would keep %s."
            .formatted(Shown.percent(constant.kept().rate().orNull())));
  }

  private PreservationRow find(String protocol, String condition, String pairs) {
    return rows.stream()
        .filter(
            r ->
                r.name(ControlExperiment.PROTOCOL).equals(protocol)
                    && r.name(ControlExperiment.CONDITION).equals(condition)
                    && words(r).equals(pairs))
        .findFirst()
        .orElseThrow();
  }

  private static String words(PreservationRow row) {
    return row.name(PAIRS);
  }

  private List<Figure> figures() {
    List<IntervalChart.Row> keyed = new ArrayList<>();
    List<IntervalChart.Row> others = new ArrayList<>();
    for (String protocol : List.of(ControlExperiment.NONE, "published", "clean")) {
      String heading =
          protocol.equals(ControlExperiment.NONE)
              ? "next to nothing is done"
              : "the %s way".formatted(protocol);
      keyed.add(IntervalChart.Row.heading(heading));
      for (PreservationRow row : rows) {
        String condition = row.name(ControlExperiment.CONDITION);
        if (protocol.equals(row.name(ControlExperiment.PROTOCOL))) {
          if (words(row).equals("keyed")) {
            keyed.add(PreservationTables.line(condition, row, ink(condition)));
          } else {
            String label = protocol + ", " + condition + ", " + words(row);
            others.add(PreservationTables.line(label, row, ink(condition)));
          }
        }
      }
    }
    Axis axis = Axis.shares("labels kept");
    List<Figure> figures = new ArrayList<>();
    figures.add(
        new Figure.Drawn(
            "kept",
            "Labels kept, with 95 % intervals by people; a tick is what luck would keep.",
            "Labels kept under each condition, between luck and all; the numbers are in the table"
                + " of expressions kept.",
            new IntervalChart(axis, keyed, List.of(Published.rate()))));
    figures.add(
        new Figure.Drawn(
            "pairs",
            "The same labels, paired wrongly: by a counter of which faces are missing, and"
                + " shuffled.",
            "Labels kept with wrong pairs; the numbers are in the table of expressions kept.",
            new IntervalChart(axis, others, List.of(Published.rate()))));
    return figures;
  }

  private static Ink ink(String condition) {
    return switch (condition) {
      case ControlExperiment.GENERATOR -> Ink.PINK;
      default -> condition.startsWith(ControlExperiment.ROUND_TRIP) ? Ink.GREEN : Ink.BLUE;
    };
  }
}
