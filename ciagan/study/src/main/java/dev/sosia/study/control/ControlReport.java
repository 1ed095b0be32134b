package dev.sosia.study.control;

import dev.sosia.study.experiment.Cell;
import dev.sosia.study.experiment.Labels;
import dev.sosia.study.photo.LabelledPhotos;
import dev.sosia.study.statistics.Bootstrap;
import dev.sosia.study.statistics.Holm;
import dev.sosia.study.statistics.Interval;
import dev.sosia.study.statistics.McNemar;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The tables of the controls: a row for each cell but the untouched photos, held against these;
/// then rows of the same labels paired wrongly; and tests of each method against the round trip.
public final class ControlReport {
  /// Photos without a face before the slip is looked at.
  private static final List<Integer> MISSING = List.of(1, 5);

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
    this.truth =
        IntStream.range(0, photos.size())
            .map(i -> experiment.judge().indexOf(photos.truth(i)))
            .toArray();
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
    constant.put(ControlExperiment.CONDITION, "constant answer");
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
    names.put("pairs", words);
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
  List<Map<String, @Nullable Object>> tests() {
    List<Map<String, @Nullable Object>> tests = new ArrayList<>();
    List<Double> ps = new ArrayList<>();
    results.forEach(
        (cell, labels) -> {
          String protocol = cell.level(ControlExperiment.PROTOCOL);
          String condition = cell.level(ControlExperiment.CONDITION);
          if (!protocol.equals(ControlExperiment.NONE)
              && !condition.startsWith(ControlExperiment.ROUND_TRIP)) {
            String ceiling = experiment.ceiling(condition);
            Map<String, @Nullable Object> test = new LinkedHashMap<>();
            test.put(ControlExperiment.PROTOCOL, protocol);
            test.put(ControlExperiment.CONDITION, condition);
            test.put("against", ceiling);
            ps.add(compare(labels(protocol, ceiling), labels, test));
            tests.add(test);
          }
        });
    double[] adjusted = Holm.adjust(ps.stream().mapToDouble(Double::doubleValue).toArray());
    for (int i = 0; i < adjusted.length; i++) {
      tests.get(i).put("p_holm", adjusted[i]);
    }
    return tests;
  }

  private double compare(Labels ceiling, Labels labels, Map<String, @Nullable Object> test) {
    int[] whole =
        IntStream.range(0, labels.size())
            .filter(
                i ->
                    before.label(i) != Labels.NONE
                        && ceiling.label(i) != Labels.NONE
                        && labels.label(i) != Labels.NONE)
            .toArray();
    boolean[] first = new boolean[whole.length];
    boolean[] second = new boolean[whole.length];
    int[] people = new int[whole.length];
    for (int k = 0; k < whole.length; k++) {
      first[k] = ceiling.label(whole[k]) == before.label(whole[k]);
      second[k] = labels.label(whole[k]) == before.label(whole[k]);
      people[k] = person[whole[k]];
    }
    McNemar mcnemar = McNemar.of(first, second);
    test.put("n", mcnemar.count());
    test.put("only_against", mcnemar.onlyFirst());
    test.put("only_condition", mcnemar.onlySecond());
    test.put("lost", mcnemar.rateDifference().orNull());
    test.put("bootstrap95", PreservationRow.ends(bootstrap.rateDifference(people, first, second)));
    test.put("p", mcnemar.exactP());
    return mcnemar.exactP();
  }

  /// The part of `study.json` that is measured.
  public Map<String, Object> document() {
    List<String> classes = experiment.judge().classes();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("judge", judge.document());
    document.put("rows", rows.stream().map(r -> r.document(classes)).toList());
    document.put("against_round_trip", tests());
    return document;
  }

  /// The rows as CSV, the first line their names.
  public String csv() {
    StringBuilder csv =
        new StringBuilder(
            "protocol,condition,pairs,n,failed,kept,rate,wilson_low,wilson_high,bootstrap_low,"
                + "bootstrap_high,chance,constant,kappa,accuracy_after\n");
    for (PreservationRow row : rows) {
      List<@Nullable Object> cells = new ArrayList<>(row.labels().values());
      cells.add(row.kept().count());
      cells.add(row.failed());
      cells.add(row.kept().kept());
      cells.add(row.kept().rate().orNull());
      addEnds(cells, row.kept().wilson95().orNull());
      addEnds(cells, row.bootstrap().orNull());
      cells.add(row.preservation().chance().orNull());
      cells.add(row.preservation().constant().orNull());
      cells.add(row.preservation().kappa().orNull());
      cells.add(row.accuracy().kept().rate().orNull());
      csv.append(String.join(",", cells.stream().map(ControlReport::quoted).toList())).append('\n');
    }
    return csv.toString();
  }

  private static void addEnds(List<@Nullable Object> cells, @Nullable Interval interval) {
    cells.add(interval == null ? null : interval.low());
    cells.add(interval == null ? null : interval.high());
  }

  private static String quoted(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    String text = value.toString();
    return text.contains(",") ? "\"" + text + "\"" : text;
  }

  /// The rows for people, a line each.
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(judge.sentence());
    lines.add(
        String.format(
            Locale.ROOT,
            "%-9s  %-16s  %-21s %4s  %6s  %-15s %6s  %6s",
            "protocol",
            "condition",
            "pairs",
            "n",
            "kept",
            "95 % by people",
            "chance",
            "kappa"));
    for (PreservationRow row : rows) {
      List<String> names = List.copyOf(row.labels().values());
      lines.add(
          String.format(
              Locale.ROOT,
              "%-9s  %-16s  %-21s %4d  %6s  %-15s %6s  %6s",
              names.get(0),
              names.get(1),
              names.get(2),
              row.kept().count(),
              percent(row.kept().rate().orNull()),
              interval(row.bootstrap().orNull()),
              percent(row.preservation().chance().orNull()),
              kappa(row.preservation().kappa().orNull())));
    }
    return lines;
  }

  static String percent(@Nullable Double share) {
    return share == null ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String kappa(@Nullable Double kappa) {
    return kappa == null ? "-" : String.format(Locale.ROOT, "%.2f", kappa);
  }

  private static String interval(@Nullable Interval interval) {
    return interval == null
        ? "-"
        : String.format(
            Locale.ROOT, "%.1f .. %.1f %%", 100 * interval.low(), 100 * interval.high());
  }
}
