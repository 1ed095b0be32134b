package dev.sosia.study.tradeoff;

import dev.sosia.study.chart.Axis;
import dev.sosia.study.chart.Ink;
import dev.sosia.study.chart.ScatterChart;
import dev.sosia.study.experiment.Cell;
import dev.sosia.study.experiment.Labels;
import dev.sosia.study.identity.FaceView;
import dev.sosia.study.measure.IdentityCheck;
import dev.sosia.study.measure.IdentityTable;
import dev.sosia.study.measure.IdentityTable.Found;
import dev.sosia.study.measure.ResultMeasures;
import dev.sosia.study.photo.LabelledPhotos;
import dev.sosia.study.preservation.Pairing;
import dev.sosia.study.preservation.PreservationRow;
import dev.sosia.study.preservation.PreservationTables;
import dev.sosia.study.report.Column;
import dev.sosia.study.report.Figure;
import dev.sosia.study.report.Origin;
import dev.sosia.study.report.Section;
import dev.sosia.study.report.Shown;
import dev.sosia.study.report.Table;
import dev.sosia.study.report.Value;
import dev.sosia.study.statistics.Bootstrap;
import dev.sosia.study.statistics.FrechetDistance;
import dev.sosia.study.statistics.Interval;
import dev.sosia.study.statistics.Statistic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What the trade-off experiment found: a table of methods, and a plot for each view.
public final class TradeoffReport {
  private final TradeoffExperiment experiment;
  private final SequencedMap<Cell, Labels> results;
  private final Bootstrap bootstrap;
  private final Labels originals;
  private final IdentityTable identities;
  private final IdentityCheck check;
  private final List<PreservationRow> kept;
  private final List<String> methods;

  /// A report on these results, which are all of the experiment's.
  public TradeoffReport(
      TradeoffExperiment experiment, SequencedMap<Cell, Labels> results, int draws) {
    this.experiment = experiment;
    this.results = results;
    this.bootstrap = new Bootstrap(draws, experiment.seed());
    LabelledPhotos photos = experiment.photos();
    int[] numbers = IntStream.range(0, photos.size()).map(i -> photos.id(i).number()).toArray();
    this.identities = new IdentityTable(photos.persons(), numbers);
    this.originals = labels(TradeoffExperiment.ORIGINAL, TradeoffExperiment.JUDGES);
    this.check = check();
    this.methods =
        results.sequencedKeySet().stream()
            .map(c -> c.level(TradeoffExperiment.METHOD))
            .filter(m -> !m.equals(TradeoffExperiment.ORIGINAL))
            .distinct()
            .toList();
    this.kept = methods.stream().map(this::kept).toList();
  }

  private Labels labels(String method, String seenBy) {
    SequencedMap<String, String> levels = new LinkedHashMap<>();
    levels.put(TradeoffExperiment.METHOD, method);
    levels.put(TradeoffExperiment.SEEN_BY, seenBy);
    Labels labels = results.get(new Cell(levels));
    if (labels == null) {
      throw new IllegalArgumentException("no result of " + levels);
    }
    return labels;
  }

  private IdentityCheck check() {
    SequencedMap<String, Found> found = new LinkedHashMap<>();
    for (FaceView view : FaceView.values()) {
      found.put(view.word(), identities.search(originals, originals, view.word(), bootstrap));
    }
    return new IdentityCheck(found);
  }

  private PreservationRow kept(String method) {
    SequencedMap<String, String> names = new LinkedHashMap<>();
    names.put(TradeoffExperiment.METHOD, method);
    LabelledPhotos photos = experiment.photos();
    int[] truth = photos.truths(experiment.expressions()::indexOf);
    return PreservationRow.of(
        names,
        experiment.expressions().classes().size(),
        originals,
        labels(method, TradeoffExperiment.JUDGES),
        Pairing.keyed(photos.size()),
        photos.persons(),
        truth,
        bootstrap);
  }

  /// What the judge finds, or the attacker; nothing where the method could not be run.
  private Statistic<Found> found(String method, FaceView view, boolean attacked) {
    Labels labels =
        labels(method, attacked ? TradeoffExperiment.ATTACKER : TradeoffExperiment.JUDGES);
    if (labels.measures().isEmpty()) {
      return Statistic.undefined(
          labels.failures().isEmpty() ? "nothing was measured" : labels.failures().getFirst());
    }
    return Statistic.of(
        attacked
            ? identities.search(
                labels.measure(ParrotAttack.BEFORE + view.word()),
                labels.measure(ParrotAttack.AFTER + view.word()),
                bootstrap)
            : identities.search(originals, labels, view.word(), bootstrap));
  }

  /// What was found.
  public Section section(Origin origin) {
    PreservationTables tables =
        new PreservationTables(kept, experiment.expressions().classes(), origin, "");
    SequencedMap<String, Object> settings = new LinkedHashMap<>();
    settings.put("size", experiment.generator().size());
    settings.put("attackers_people", experiment.attack().people().name());
    settings.put("attackers_steps", experiment.attack().recipe().steps());
    settings.put("bootstrap_draws", bootstrap.draws());
    return new Section(
        experiment.name(),
        "Usefulness against de-identification",
        "How much of expressions does each method keep, and how often are its people found again?",
        settings,
        findings(),
        List.of(
            check.table(origin), table(origin), quality(origin), tables.kept("Expressions kept")),
        figures(),
        PreservationTables.failures(kept));
  }

  private List<String> findings() {
    List<String> findings = new ArrayList<>();
    findings.add(check.sentence());
    for (String method : List.of(TradeoffExperiment.NONE, TradeoffExperiment.GENERATOR)) {
      PreservationRow row = kept.get(methods.indexOf(method));
      Found whole = found(method, FaceView.WHOLE, false).orNull();
      Found inside = found(method, FaceView.INSIDE, false).orNull();
      if (whole != null && inside != null) {
        findings.add(
            "%s: %s of the expressions kept (%s); %s of the people found by the whole square (%s), %s by the face alone (%s); by luck %s."
                .formatted(
                    words(method),
                    Shown.percent(row.kept().rate().orNull()),
                    Shown.percents(row.byPeople().orNull()),
                    Shown.percent(whole.rank1().rate().orNull()),
                    Shown.percents(whole.rank1ByPeople().orNull()),
                    Shown.percent(inside.rank1().rate().orNull()),
                    Shown.percents(inside.rank1ByPeople().orNull()),
                    Shown.percent(whole.chance().orNull())));
      }
    }
    findings.add(
        "Hair, neck and background are outside of what any of these methods touches: what is found"
            + " by the whole square although the face is hidden is found by them.");
    return findings;
  }

  private static String words(String method) {
    return method.equals(TradeoffExperiment.NONE)
        ? "With no method at all, at the generator's size"
        : method;
  }

  private String voided() {
    return experiment.photos().knowsPeople()
        ? check.voided()
        : "nobody says which of these photos show the same person, so that nobody can be found"
            + " again";
  }

  private Table table(Origin origin) {
    Table.Builder table =
        Table.named("methods", "Expressions kept and people found", origin)
            .columns(
                Column.words("method", "method"),
                Column.share("kept", "expressions kept", Column.WILSON, Column.BOOTSTRAP),
                Column.number("kappa", "kappa", Column.BOOTSTRAP),
                Column.share("rank1_whole", "found first, whole", Column.WILSON, Column.BOOTSTRAP),
                Column.share("rank5_whole", "among five, whole", Column.WILSON),
                Column.number("auc_whole", "AUC, whole", Column.BOOTSTRAP),
                Column.share("tar_1_percent_whole", "accepted at 1 % false, whole"),
                Column.share(
                    "rank1_inside", "found first, face alone", Column.WILSON, Column.BOOTSTRAP),
                Column.number("auc_inside", "AUC, face alone", Column.BOOTSTRAP),
                Column.share(
                    "parrot_whole", "by the attacker, whole", Column.WILSON, Column.BOOTSTRAP),
                Column.share(
                    "parrot_inside",
                    "by the attacker, face alone",
                    Column.WILSON,
                    Column.BOOTSTRAP))
            .voided(voided())
            .note(
                "found: photos after the method, searched in a gallery of originals. by the"
                    + " attacker: by a judge that went on learning from other people's photos after"
                    + " the same method.");
    for (int m = 0; m < methods.size(); m++) {
      table.row(row(methods.get(m), kept.get(m)));
    }
    return table.build();
  }

  private List<Value> row(String method, PreservationRow row) {
    Statistic<Found> whole = found(method, FaceView.WHOLE, false);
    Statistic<Found> inside = found(method, FaceView.INSIDE, false);
    long n = row.kept().count();
    List<Value> values = new ArrayList<>();
    values.add(Value.words(method));
    values.add(Value.share(row.kept(), row.byPeople()));
    values.add(Value.number(row.preservation().kappa(), n, row.kappaByPeople()));
    values.add(rank1(whole));
    Found w = whole.orNull();
    values.add(
        w == null
            ? new Value.Estimate(none(whole), 0, List.of(Statistic.undefined(whole.why())))
            : Value.share(w.rank5()));
    values.add(area(whole));
    values.add(Value.number(w == null ? none(whole) : w.acceptedAtOnePercent(), count(w)));
    values.add(rank1(inside));
    values.add(area(inside));
    values.add(rank1(found(method, FaceView.WHOLE, true)));
    values.add(rank1(found(method, FaceView.INSIDE, true)));
    return values;
  }

  private static long count(@Nullable Found found) {
    return found == null ? 0 : found.rank1().count();
  }

  private static Statistic<Double> none(Statistic<Found> found) {
    return Statistic.undefined(found.why());
  }

  private static Value area(Statistic<Found> found) {
    Found f = found.orNull();
    return f == null
        ? Value.number(none(found), 0, Statistic.undefined(found.why()))
        : Value.number(f.areaUnderCurve(), f.rank1().count(), f.areaByPeople());
  }

  private static Value rank1(Statistic<Found> found) {
    Found f = found.orNull();
    if (f == null) {
      Statistic<Interval> no = Statistic.undefined(found.why());
      return new Value.Estimate(none(found), 0, List.of(no, no));
    }
    return Value.share(f.rank1(), f.rank1ByPeople());
  }

  private Table quality(Origin origin) {
    Table.Builder table =
        Table.named("quality", "How results look", origin)
            .columns(
                Column.words("method", "method"),
                Column.count("n", "n"),
                Column.number("frechet_dan", "Frechet distance, DAN's features"),
                Column.number("seam", "seam energy", Column.BOOTSTRAP),
                Column.number("background", "background difference"))
            .note(
                "Frechet distance: between Gaussians fitted to DAN's pooled features of originals"
                    + " and results; it is not FID, and compares only within this table. seam"
                    + " energy: grey levels between neighbours on both sides of the mask's border."
                    + " background difference: grey levels outside of the mask, before any coding;"
                    + " 0 if a method keeps to its mask.");
    for (String method : methods) {
      Labels labels = labels(method, TradeoffExperiment.JUDGES);
      if (labels.measures().isEmpty()) {
        continue;
      }
      table.row(qualityRow(method, labels, originals, experiment.photos().persons(), bootstrap));
    }
    return table.build();
  }

  private static List<Value> qualityRow(
      String method, Labels labels, Labels originals, int[] persons, Bootstrap bootstrap) {
    int[] whole =
        IntStream.range(0, labels.size()).filter(i -> labels.label(i) != Labels.NONE).toArray();
    List<double[]> pixels = labels.measure(ResultMeasures.PIXELS);
    double[] seam = IntStream.of(whole).mapToDouble(i -> pixels.get(i)[0]).toArray();
    int[] people = IntStream.of(whole).map(i -> persons[i]).toArray();
    double background = IntStream.of(whole).mapToDouble(i -> pixels.get(i)[1]).average().orElse(0);
    Statistic<Double> frechet = FrechetDistance.between(rows(originals), rows(labels));
    return List.of(
        Value.words(method),
        Value.count(whole.length),
        Value.number(frechet, whole.length),
        Value.number(
            whole.length == 0
                ? Statistic.undefined("there are no pictures")
                : Statistic.of(
                    IntStream.range(0, seam.length).mapToDouble(i -> seam[i]).average().orElse(0)),
            whole.length,
            bootstrap.meanOf(people, seam)),
        Value.number(Statistic.of(background), whole.length));
  }

  private static double[][] rows(Labels labels) {
    return labels.measure(ResultMeasures.FEATURES).stream()
        .filter(r -> r.length > 0)
        .toArray(double[][]::new);
  }

  private List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    for (FaceView view : FaceView.values()) {
      List<ScatterChart.Point> points = new ArrayList<>();
      for (int m = 0; m < methods.size(); m++) {
        String method = methods.get(m);
        PreservationRow row = kept.get(m);
        Double rate = row.kept().rate().orNull();
        for (boolean attacked : new boolean[] {false, true}) {
          Found found = found(method, view, attacked).orNull();
          Double rank1 = found == null ? null : found.rank1().rate().orNull();
          if (rate != null && found != null && rank1 != null) {
            points.add(
                new ScatterChart.Point(
                    method + (attacked ? ", attacked" : ""),
                    rank1,
                    found.rank1ByPeople().orNull(),
                    rate,
                    row.byPeople().orNull(),
                    ink(method, attacked)));
          }
        }
      }
      String looks = view == FaceView.WHOLE ? "the whole square" : "the face alone";
      figures.add(
          new Figure.Drawn(
              "plot_" + view.word(),
              "Expressions kept against people found by %s, with 95 %% intervals by people. Good is up and to the left."
                  .formatted(looks),
              "Expressions kept against people found by %s for each method; the numbers are in the table of methods."
                  .formatted(looks),
              new ScatterChart(
                  Axis.shares("people found"),
                  Axis.shares("expressions kept"),
                  points,
                  List.of(),
                  List.of())));
    }
    return figures;
  }

  private static Ink ink(String method, boolean attacked) {
    if (attacked) {
      return Ink.YELLOW; // orange is for what others published
    }
    return switch (method) {
      case TradeoffExperiment.NONE -> Ink.GREEN;
      case TradeoffExperiment.GENERATOR -> Ink.PINK;
      default -> Ink.BLUE;
    };
  }
}
