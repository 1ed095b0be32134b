package dev.sosia.study.robust;

import dev.sosia.engine.error.InputException;
import dev.sosia.landmarks.picture.ContactSheet;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.study.chart.Axis;
import dev.sosia.study.chart.Ink;
import dev.sosia.study.chart.IntervalChart;
import dev.sosia.study.experiment.Cell;
import dev.sosia.study.experiment.Labels;
import dev.sosia.study.photo.LabelledPhotos.Photo;
import dev.sosia.study.preservation.JudgeCheck;
import dev.sosia.study.preservation.Pairing;
import dev.sosia.study.preservation.PhotoRemarks;
import dev.sosia.study.preservation.PreservationRow;
import dev.sosia.study.preservation.PreservationTables;
import dev.sosia.study.protocol.CleanProtocol;
import dev.sosia.study.report.Figure;
import dev.sosia.study.report.Origin;
import dev.sosia.study.report.Section;
import dev.sosia.study.report.Shown;
import dev.sosia.study.report.Table;
import dev.sosia.study.statistics.Bootstrap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// What poor pictures do to labels, and to what anonymization keeps of them.
public final class RobustReport {
  private static final String SPOILT = "spoilt, against untouched";
  private static final String REPLACED = "anonymized, against spoilt";
  private static final int CELL = 128;

  private final RobustExperiment experiment;
  private final SequencedMap<Cell, Labels> results;
  private final int[] person;
  private final int[] truth;
  private final Bootstrap bootstrap;
  private final JudgeCheck judge;
  private final List<PreservationRow> rows;

  /// A report on these results, which are all of the experiment's.
  ///
  /// @param draws of the bootstrap
  public RobustReport(RobustExperiment experiment, SequencedMap<Cell, Labels> results, int draws) {
    this.experiment = experiment;
    this.results = results;
    this.person = experiment.photos().persons();
    this.truth = experiment.photos().truths(experiment.judge()::indexOf);
    this.bootstrap = new Bootstrap(draws, experiment.seed());
    Labels untouched = labels(Damage.NONE, RobustExperiment.AS_IT_IS);
    this.judge =
        JudgeCheck.of(
            classes().size(), truth, untouched, labels(Damage.NONE, RobustExperiment.MOVED));
    this.rows = new ArrayList<>();
    for (Damage damage : Damage.values()) {
      Labels spoilt = labels(damage, RobustExperiment.AS_IT_IS);
      if (damage != Damage.NONE) {
        rows.add(row(damage, SPOILT, untouched, spoilt));
      }
      rows.add(row(damage, REPLACED, spoilt, labels(damage, RobustExperiment.ANONYMIZED)));
    }
  }

  private List<String> classes() {
    return experiment.judge().classes();
  }

  private Labels labels(Damage damage, String stage) {
    Labels labels = results.get(RobustExperiment.cell(damage, stage));
    if (labels == null) {
      throw new IllegalArgumentException("no result of " + damage + ", " + stage);
    }
    return labels;
  }

  private PreservationRow row(Damage damage, String compared, Labels before, Labels after) {
    SequencedMap<String, String> names = new LinkedHashMap<>();
    names.put(RobustExperiment.INPUT, damage.word());
    names.put("labels", compared);
    Pairing pairs = Pairing.keyed(experiment.pictures());
    return PreservationRow.of(
        names, classes().size(), before, after, pairs, person, truth, bootstrap);
  }

  /// For each kind of input what is lost by it, and what anonymization keeps of what is left.
  public List<PreservationRow> rows() {
    return List.copyOf(rows);
  }

  /// What was found.
  ///
  /// @param origin of all of it
  public Section section(Origin origin) {
    PreservationTables tables = new PreservationTables(rows, classes(), origin, judge.voided());
    List<String> missing =
        new ArrayList<>(PhotoRemarks.of(experiment.photos(), experiment.judge()));
    missing.addAll(PreservationTables.failures(rows));
    missing.add(
        "how often a face is found: this build has no detector, and faces are where they are known"
            + " to be");
    return new Section(
        experiment.name(),
        "Poor pictures",
        "What becomes of faces that are distorted, cut, grey, small or noisy? (Experiment 1.)",
        new LinkedHashMap<>(),
        findings(),
        List.of(
            judge.table(origin),
            tables.kept("Labels of poor pictures"),
            tables.classes("By class before", Table.Place.FILES),
            tables.confusions("Which class became which")),
        figures(),
        missing);
  }

  private List<String> findings() {
    List<String> findings = new ArrayList<>(List.of(judge.sentence()));
    rows.stream()
        .filter(r -> r.name("labels").equals(SPOILT) && r.kept().count() > 0)
        .min((a, b) -> Double.compare(a.kept().rate().orElseThrow(), b.kept().rate().orElseThrow()))
        .ifPresent(
            worst ->
                findings.add(
                    "Before any anonymization, %s input costs the judge most: it says the same of %s (%s)."
                        .formatted(
                            worst.name(RobustExperiment.INPUT),
                            Shown.percent(worst.kept().rate().orNull()),
                            Shown.percents(worst.byPeople().orNull()))));
    return findings;
  }

  private List<Figure> figures() {
    List<IntervalChart.Row> lines = new ArrayList<>();
    for (String compared : List.of(SPOILT, REPLACED)) {
      lines.add(IntervalChart.Row.heading(compared));
      for (PreservationRow row : rows) {
        if (row.name("labels").equals(compared)) {
          Ink ink = compared.equals(SPOILT) ? Ink.BLUE : Ink.PINK;
          lines.add(PreservationTables.line(row.name(RobustExperiment.INPUT), row, ink));
        }
      }
    }
    List<Figure> figures = new ArrayList<>();
    figures.add(
        new Figure.Drawn(
            "kept",
            "Labels that stay the same, with 95 % intervals by people; a tick is what luck"
                + " would give.",
            "Labels kept for each kind of input; the numbers are in the table of poor pictures.",
            new IntervalChart(Axis.shares("labels kept"), lines, List.of())));
    Figure sheet = sheet();
    if (sheet != null) {
      figures.add(sheet);
    }
    return figures;
  }

  /// One face in every state; none if its photo cannot be used.
  private @Nullable Figure sheet() {
    List<ContactSheet.Cell> cells = new ArrayList<>();
    List<String> titles = new ArrayList<>();
    CleanProtocol clean = new CleanProtocol();
    List<ContactSheet.Cell> below = new ArrayList<>();
    try {
      for (Damage damage : Damage.values()) {
        Photo photo = damage.apply(experiment.photos().photo(0), experiment.seed(), 0);
        Picture result =
            clean.run(
                experiment.photos().id(0),
                photo.picture(),
                photo.points(),
                experiment.generator(),
                0);
        titles.add(damage.word());
        cells.add(new ContactSheet.Cell(photo.picture(), ""));
        below.add(new ContactSheet.Cell(clean.face(result, photo.points()), ""));
      }
    } catch (InputException _) { // told among what is missing
      return null;
    }
    cells.addAll(below);
    return new Figure.Sheet(
        "inputs",
        "One face in every state (above), and with another face put there (below).",
        "A face: %s; and below each the result".formatted(String.join(", ", titles)),
        new ContactSheet(titles.size(), titles, CELL).compose(cells));
  }
}
