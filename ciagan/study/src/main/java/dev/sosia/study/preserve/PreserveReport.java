package dev.sosia.study.preserve;

import dev.sosia.study.experiment.Cell;
import dev.sosia.study.experiment.Labels;
import dev.sosia.study.preservation.JudgeCheck;
import dev.sosia.study.preservation.Pairing;
import dev.sosia.study.preservation.PhotoRemarks;
import dev.sosia.study.preservation.PreservationRow;
import dev.sosia.study.preservation.PreservationTables;
import dev.sosia.study.protocol.Protocol;
import dev.sosia.study.report.Figure;
import dev.sosia.study.report.Origin;
import dev.sosia.study.report.Section;
import dev.sosia.study.report.Shown;
import dev.sosia.study.report.Table;
import dev.sosia.study.statistics.Bootstrap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/// What became of the labels: overall and by class, against what photos show, with pairs kept by
/// name, by a counter, and shuffled.
public final class PreserveReport {
  static final String KEYED = "keyed";
  private static final String PAIRS = "pairs";
  private static final String CONSTANT = "constant answer";

  /// Photos without a face where it is asked what the counter would do, if all have one.
  private static final List<Integer> MISSING = List.of(1, 5);

  private final PreserveExperiment experiment;
  private final SequencedMap<Cell, Labels> results;
  private final Bootstrap bootstrap;
  private final int[] person;
  private final int[] truth;
  private final Labels before;
  private final JudgeCheck judge;
  private final List<PreservationRow> rows;

  /// A report on these results, which are all of the experiment's.
  ///
  /// @param draws of the bootstrap
  public PreserveReport(
      PreserveExperiment experiment, SequencedMap<Cell, Labels> results, int draws) {
    this.experiment = experiment;
    this.results = results;
    this.bootstrap = new Bootstrap(draws, experiment.seed());
    this.person = experiment.photos().persons();
    this.truth = experiment.photos().truths(experiment.judge()::indexOf);
    this.before = labels(PreserveExperiment.NONE, PreserveExperiment.UNTOUCHED);
    this.judge =
        JudgeCheck.of(
            classes().size(),
            truth,
            before,
            labels(PreserveExperiment.NONE, PreserveExperiment.MOVED));
    this.rows = experiment.protocols().stream().flatMap(p -> measured(p).stream()).toList();
  }

  private List<String> classes() {
    return experiment.judge().classes();
  }

  private Labels labels(String protocol, String stage) {
    Labels labels = results.get(PreserveExperiment.cell(protocol, stage));
    if (labels == null) {
      throw new IllegalArgumentException("no result of " + protocol + ", " + stage);
    }
    return labels;
  }

  private List<PreservationRow> measured(String protocol) {
    int n = experiment.pictures();
    Labels after = labels(protocol, PreserveExperiment.ANONYMIZED);
    List<PreservationRow> measured = new ArrayList<>();
    measured.add(row(protocol, PreserveExperiment.ANONYMIZED, KEYED, after, Pairing.keyed(n)));
    boolean[] absent = new boolean[n];
    IntStream.range(0, n).forEach(i -> absent[i] = after.label(i) == Labels.NONE);
    if (after.failed() > 0) {
      String words = "by counter, missing " + after.failed();
      Pairing pairs = Pairing.byCounter(absent);
      measured.add(row(protocol, PreserveExperiment.ANONYMIZED, words, after, pairs));
    } else {
      for (int missing : MISSING) {
        if (missing < n) {
          Pairing pairs = Pairing.byCounter(n, missing, experiment.seed());
          String words = "by counter, as if %d were missing".formatted(missing);
          measured.add(row(protocol, PreserveExperiment.ANONYMIZED, words, after, pairs));
        }
      }
    }
    Pairing shuffled = Pairing.shuffled(n, experiment.seed());
    measured.add(row(protocol, PreserveExperiment.ANONYMIZED, "shuffled", after, shuffled));
    Labels trip = labels(protocol, PreserveExperiment.ROUND_TRIP);
    measured.add(row(protocol, PreserveExperiment.ROUND_TRIP, KEYED, trip, Pairing.keyed(n)));
    Labels constant = Labels.constant(n, mostFrequent());
    measured.add(row(protocol, CONSTANT, KEYED, constant, Pairing.keyed(n)));
    return measured;
  }

  private int mostFrequent() {
    int best = 0;
    for (int c = 1; c < classes().size(); c++) {
      if (Collections.frequency(before.labels(), c)
          > Collections.frequency(before.labels(), best)) {
        best = c;
      }
    }
    return best;
  }

  private PreservationRow row(
      String protocol, String stage, String words, Labels after, Pairing pairs) {
    SequencedMap<String, String> names = new LinkedHashMap<>();
    names.put(PreserveExperiment.PROTOCOL, protocol);
    names.put("face", stage);
    names.put(PAIRS, words);
    return PreservationRow.of(
        names, classes().size(), before, after, pairs, person, truth, bootstrap);
  }

  /// All rows, protocol by protocol; of each the anonymized photos in keyed pairs first.
  public List<PreservationRow> rows() {
    return rows;
  }

  /// The judge, judged.
  public JudgeCheck judge() {
    return judge;
  }

  /// The anonymized photos of each protocol in keyed pairs.
  List<PreservationRow> keyed() {
    return rows.stream()
        .filter(r -> r.name("face").equals(PreserveExperiment.ANONYMIZED))
        .filter(r -> r.name(PAIRS).equals(KEYED))
        .toList();
  }

  /// What was found.
  ///
  /// @param origin of all of it
  public Section section(Origin origin) {
    String voided = judge.voided();
    List<Table> tables = new ArrayList<>();
    tables.add(judge.table(origin));
    tables.add(
        new PreservationTables(rows, classes(), origin, voided)
            .kept("Expressions kept, and what luck would keep"));
    PreservationTables keyed = new PreservationTables(keyed(), classes(), origin, voided);
    tables.add(keyed.classes("By class before anonymization", Table.Place.SHOWN));
    if (judge.isChecked()) {
      tables.add(
          new PreservationTables(againstTruth(), classes(), origin, voided)
              .kept("truth", "Labels against what the photos show"));
    }
    tables.add(keyed.margins("Shares of the classes before and after", Table.Place.SHOWN));
    tables.add(keyed.confusions("Which class became which, as counts and in both orders"));
    SequencedMap<String, Object> settings = new LinkedHashMap<>();
    experiment.protocols().forEach(p -> settings.put("protocol_" + p, Protocol.of(p).steps()));
    settings.put("bootstrap_draws", bootstrap.draws());
    List<Figure> figures = new PreserveFigures(this, classes()).all();
    return new Section(
        experiment.name(),
        "Expressions kept",
        "How many expressions survive anonymization? (Experiment 2.)",
        settings,
        findings(),
        tables,
        figures,
        missing());
  }

  /// The truth in the place of labels before: how often the judge is right before and after.
  private List<PreservationRow> againstTruth() {
    List<PreservationRow> against = new ArrayList<>();
    Labels right = Labels.of(truth);
    Pairing pairs = Pairing.keyed(experiment.pictures());
    SequencedMap<String, String> names = new LinkedHashMap<>();
    names.put("labels", "before anonymization");
    against.add(
        PreservationRow.of(
            names, classes().size(), right, before, pairs, person, truth, bootstrap));
    for (String protocol : experiment.protocols()) {
      Labels after = labels(protocol, PreserveExperiment.ANONYMIZED);
      names.put("labels", "after, " + protocol);
      against.add(
          PreservationRow.of(
              names, classes().size(), right, after, pairs, person, truth, bootstrap));
    }
    return against;
  }

  private List<String> findings() {
    List<String> findings = new ArrayList<>(List.of(judge.sentence()));
    for (PreservationRow row : keyed()) {
      findings.add(
          "The %s way keeps %s of %d labels (95 %%: %s); luck would keep %s, one answer for all %s; kappa is %s."
              .formatted(
                  row.name(PreserveExperiment.PROTOCOL),
                  Shown.percent(row.kept().rate().orNull()),
                  row.kept().count(),
                  Shown.percents(row.byPeople().orNull()),
                  Shown.percent(row.preservation().chance().orNull()),
                  Shown.percent(row.preservation().constant().orNull()),
                  Shown.number(row.preservation().kappa())));
    }
    return findings;
  }

  private List<String> missing() {
    List<String> missing =
        new ArrayList<>(PhotoRemarks.of(experiment.photos(), experiment.judge()));
    if (before.failed() > 0) {
      missing.add(
          "%d photos have no label before: %s"
              .formatted(before.failed(), before.failures().getFirst()));
    }
    missing.addAll(PreservationTables.failures(keyed()));
    missing.add(
        "a second opinion by distances of landmarks: this build finds no points in results");
    return missing;
  }
}
