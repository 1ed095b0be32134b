package dev.sosia.study.variant;

import dev.sosia.study.chart.Axis;
import dev.sosia.study.chart.Ink;
import dev.sosia.study.chart.IntervalChart;
import dev.sosia.study.experiment.Cell;
import dev.sosia.study.experiment.Labels;
import dev.sosia.study.measure.IdentityCheck;
import dev.sosia.study.measure.IdentityTable;
import dev.sosia.study.report.Column;
import dev.sosia.study.report.Figure;
import dev.sosia.study.report.Origin;
import dev.sosia.study.report.Section;
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
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/// Kinds of generators, each held against the first one.
///
/// @param name of the experiment
/// @param title, question for people
/// @param bench what they were trained and judged on
/// @param ceiling what the judges say of photos of which nothing is replaced, by what is shown
/// @param kinds results of each kind by seed; the first is what the others are held against
/// @param trained whom they are trained on
/// @param bootstrap of all intervals
public record EffectsReport(
    String name,
    String title,
    String question,
    VariantBench bench,
    SequencedMap<String, Labels> ceiling,
    SequencedMap<String, List<Labels>> kinds,
    String trained,
    Bootstrap bootstrap) {

  /// Keeps its own copies.
  public EffectsReport {
    ceiling = new LinkedHashMap<>(ceiling);
    kinds = new LinkedHashMap<>(kinds);
  }

  /// The report of the features' experiment.
  public static EffectsReport features(
      FeaturesExperiment experiment,
      SequencedMap<Cell, Labels> results,
      SequencedMap<Cell, Labels> ceiling,
      Bootstrap bootstrap) {
    SequencedMap<String, List<Labels>> kinds = new LinkedHashMap<>();
    results.forEach(
        (cell, labels) -> {
          String change = FeaturesExperiment.change(cell);
          kinds
              .computeIfAbsent(change.isEmpty() ? "as published" : change, _ -> new ArrayList<>())
              .add(labels);
        });
    return new EffectsReport(
        experiment.name(),
        "Landmarks, one factor at a time",
        "What do eyes and brows add, what does a nearly invisible line cost, and what do mask, cut"
            + " and optimiser do?",
        experiment.bench(),
        shown(ceiling),
        kinds,
        experiment.trained(),
        bootstrap);
  }

  /// The report of the experiment on bias.
  public static EffectsReport bias(
      BiasExperiment experiment,
      SequencedMap<Cell, Labels> results,
      SequencedMap<Cell, Labels> ceiling,
      Bootstrap bootstrap) {
    SequencedMap<String, List<Labels>> kinds = new LinkedHashMap<>();
    results.forEach(
        (cell, labels) ->
            kinds
                .computeIfAbsent(cell.level(BiasExperiment.TRAINED_ON), _ -> new ArrayList<>())
                .add(labels));
    return new EffectsReport(
        experiment.name(),
        "Trained on happy and neutral faces alone",
        "Does a generator that never saw the other expressions keep them worse?",
        experiment.bench(),
        shown(ceiling),
        kinds,
        experiment.trained(),
        bootstrap);
  }

  private static SequencedMap<String, Labels> shown(SequencedMap<Cell, Labels> ceiling) {
    SequencedMap<String, Labels> shown = new LinkedHashMap<>();
    ceiling.forEach((cell, labels) -> shown.put(cell.level(CeilingExperiment.SHOWN), labels));
    return shown;
  }

  private Labels untouched() {
    Labels labels = ceiling.get(CeilingExperiment.UNTOUCHED);
    if (labels == null) {
      throw new IllegalArgumentException("the untouched photos are missing");
    }
    return labels;
  }

  private int[] person() {
    DrawnPhotos probes = bench.probes();
    return IntStream.range(0, probes.size()).map(i -> probes.id(i).identity()).toArray();
  }

  private IdentityTable identities() {
    DrawnPhotos probes = bench.probes();
    return new IdentityTable(
        person(), IntStream.range(0, probes.size()).map(i -> probes.id(i).number()).toArray());
  }

  private VariantMeasures measures(List<Labels> bySeed) {
    return VariantMeasures.of(untouched(), bySeed, person(), identities(), bootstrap);
  }

  /// What was found.
  public Section section(Origin origin) {
    Labels untouched = untouched();
    IdentityTable identities = identities();
    SequencedMap<String, IdentityTable.Found> found = new LinkedHashMap<>();
    found.put("inside", identities.search(untouched, untouched, "inside", bootstrap));
    IdentityCheck check = new IdentityCheck(found);
    SequencedMap<String, VariantMeasures> all = new LinkedHashMap<>();
    kinds.forEach((kind, bySeed) -> all.put(kind, measures(bySeed)));
    List<Effect> effects = effects(all);
    SequencedMap<String, Object> settings = new LinkedHashMap<>(bench.settings());
    settings.put("trained_on", trained);
    settings.put("seeds", kinds.firstEntry().getValue().size());
    settings.put("bootstrap_draws", bootstrap.draws());
    return new Section(
        name,
        title,
        question,
        settings,
        findings(effects),
        List.of(
            ceilingTable(origin),
            kindsTable(origin, all),
            effectsTable(origin, effects),
            classes(origin),
            check.table(origin)),
        List.of(figure(effects)),
        missing());
  }

  private List<String> missing() {
    List<String> missing = new ArrayList<>();
    kinds.forEach(
        (kind, bySeed) ->
            bySeed.stream()
                .filter(l -> l.failed() > 0)
                .forEach(
                    l ->
                        missing.add(
                            "%s: %d pictures could not be judged: %s"
                                .formatted(kind, l.failed(), l.failures().getFirst()))));
    return missing;
  }

  /// A kind held against the first.
  private record Effect(
      String kind, SeedsAndPeople kept, SeedsAndPeople drawn, SeedsAndPeople found) {}

  private static List<Effect> effects(SequencedMap<String, VariantMeasures> all) {
    VariantMeasures base = all.firstEntry().getValue();
    return all.entrySet().stream()
        .skip(1)
        .map(
            e ->
                new Effect(
                    e.getKey(),
                    e.getValue().kept().less(base.kept()),
                    e.getValue().drawn().less(base.drawn()),
                    e.getValue().found().less(base.found())))
        .toList();
  }

  private List<String> findings(List<Effect> effects) {
    List<String> findings = new ArrayList<>();
    findings.add(
        "Each kind of generator was trained %d times, %s steps each; intervals are over seeds and people."
            .formatted(
                kinds.firstEntry().getValue().size(), bench.settings().get("training_steps")));
    for (Effect effect : effects) {
      findings.add(
          "%s, against %s: by DAN %s; by the nearest drawing %s."
              .formatted(
                  effect.kind(),
                  kinds.firstEntry().getKey(),
                  told(effect.kept()),
                  told(effect.drawn())));
    }
    return findings;
  }

  private String told(SeedsAndPeople difference) {
    Double mean = difference.mean().orNull();
    Interval interval = difference.interval(bootstrap).orNull();
    if (mean == null || interval == null) {
      return "nothing can be told";
    }
    String points =
        String.format(
            Locale.ROOT,
            "%+.1f points (%+.1f to %+.1f)",
            100 * mean,
            100 * interval.low(),
            100 * interval.high());
    return interval.contains(0) ? "it cannot be told at this size, " + points : points;
  }

  private Table ceilingTable(Origin origin) {
    Table.Builder table =
        Table.named("ceiling", "What nothing replaced would give", origin)
            .columns(
                Column.words("shown", "shown"),
                Column.share("kept", "same label by DAN", Column.BOOTSTRAP),
                Column.share("found_inside", "found by the face alone", Column.BOOTSTRAP),
                Column.number("frechet_dan", "Frechet distance, DAN's features"));
    ceiling.forEach(
        (shown, labels) -> {
          VariantMeasures m =
              shown.equals(CeilingExperiment.UNTOUCHED) ? null : measures(List.of(labels));
          if (m != null) {
            table.row(
                Value.words(shown),
                mean(m.kept(), byPeople(m.kept())),
                mean(m.found(), byPeople(m.found())),
                Value.number(m.meanFrechet(), labels.size()));
          }
        });
    return table
        .note(
            "The photos brought to the generators' size with the face left in: no variant can be"
                + " expected to be better. Intervals by people.")
        .build();
  }

  private Statistic<Interval> byPeople(SeedsAndPeople one) {
    int[] person = person();
    double[] values = one.values()[0];
    int[] known = IntStream.range(0, values.length).filter(i -> !Double.isNaN(values[i])).toArray();
    return bootstrap.meanOf(
        IntStream.of(known).map(i -> person[i]).toArray(),
        IntStream.of(known).mapToDouble(i -> values[i]).toArray());
  }

  private static Value mean(SeedsAndPeople numbers, Statistic<Interval> interval) {
    return Value.number(numbers.mean(), numbers.count(), interval);
  }

  private Value mean(SeedsAndPeople numbers) {
    return mean(numbers, numbers.interval(bootstrap));
  }

  private Table kindsTable(Origin origin, SequencedMap<String, VariantMeasures> all) {
    Table.Builder table =
        Table.named("kinds", "Each kind of generator", origin)
            .columns(
                Column.words("kind", "changed"),
                Column.share("kept", "same label by DAN", Column.BOOTSTRAP),
                Column.share("drawn", "nearest drawing is right", Column.BOOTSTRAP),
                Column.share("found_inside", "found by the face alone", Column.BOOTSTRAP),
                Column.number("frechet_dan", "Frechet distance, DAN's features"),
                Column.number("seam", "seam energy", Column.BOOTSTRAP))
            .note(
                "n counts pictures times seeds. nearest drawing: the photo drawn again with the"
                    + " person asked for in it, once with each expression; a seventh by luck."
                    + " Intervals by drawing seeds and people again.");
    all.forEach(
        (kind, m) ->
            table.row(
                Value.words(kind),
                mean(m.kept()),
                mean(m.drawn()),
                mean(m.found()),
                Value.number(m.meanFrechet(), m.kept().count()),
                mean(m.seam())));
    return table.build();
  }

  private Table effectsTable(Origin origin, List<Effect> effects) {
    Table.Builder table =
        Table.named("effects", "Against " + kinds.firstEntry().getKey(), origin)
            .columns(
                Column.words("kind", "changed"),
                Column.share("kept", "same label by DAN", Column.BOOTSTRAP),
                Column.probability("kept_p", "p"),
                Column.probability("kept_p_holm", "p, corrected"),
                Column.share("drawn", "nearest drawing is right", Column.BOOTSTRAP),
                Column.probability("drawn_p", "p"),
                Column.probability("drawn_p_holm", "p, corrected"),
                Column.share("found_inside", "found by the face alone", Column.BOOTSTRAP))
            .note(
                "Differences on the same pictures and seeds. p: Student's t over the seeds' means,"
                    + " a training being one observation; corrected over this table (Holm). Three"
                    + " seeds tell large effects alone.");
    double[] kept = corrected(effects.stream().map(e -> e.kept().probability()).toList());
    double[] drawn = corrected(effects.stream().map(e -> e.drawn().probability()).toList());
    for (int i = 0; i < effects.size(); i++) {
      Effect e = effects.get(i);
      int seeds = e.kept().values().length;
      table.row(
          Value.words(e.kind()),
          mean(e.kept()),
          Value.number(e.kept().probability(), seeds),
          Value.number(Statistic.of(kept[i]), seeds),
          mean(e.drawn()),
          Value.number(e.drawn().probability(), seeds),
          Value.number(Statistic.of(drawn[i]), seeds),
          mean(e.found()));
    }
    return table.build();
  }

  /// What cannot be computed counts as 1.
  private static double[] corrected(List<Statistic<Double>> probabilities) {
    return Holm.adjust(probabilities.stream().mapToDouble(p -> p.orElse(1.0)).toArray());
  }

  /// By the class that DAN saw before.
  private Table classes(Origin origin) {
    List<String> names = bench.expressions().classes();
    List<Column> columns = new ArrayList<>();
    columns.add(Column.words("kind", "changed"));
    names.forEach(c -> columns.add(Column.share(c, c, Column.BOOTSTRAP)));
    Table.Builder table =
        Table.named("classes", "Same label by DAN, by class before", origin)
            .columns(columns.toArray(Column[]::new))
            .place(name.equals("bias") ? Table.Place.SHOWN : Table.Place.FILES);
    Labels untouched = untouched();
    for (Map.Entry<String, List<Labels>> kind : kinds.entrySet()) {
      SeedsAndPeople kept = measures(kind.getValue()).kept();
      List<Value> row = new ArrayList<>();
      row.add(Value.words(kind.getKey()));
      for (int c = 0; c < names.size(); c++) {
        int label = c;
        int[] own =
            IntStream.range(0, untouched.size()).filter(i -> untouched.label(i) == label).toArray();
        row.add(mean(of(kept, own)));
      }
      table.row(row);
    }
    return table.build();
  }

  private static SeedsAndPeople of(SeedsAndPeople all, int[] pictures) {
    double[][] values = new double[all.values().length][];
    for (int s = 0; s < values.length; s++) {
      double[] row = all.values()[s];
      values[s] = IntStream.of(pictures).mapToDouble(i -> row[i]).toArray();
    }
    return new SeedsAndPeople(values, IntStream.of(pictures).map(i -> all.person()[i]).toArray());
  }

  private Figure figure(List<Effect> effects) {
    List<IntervalChart.Row> rows = new ArrayList<>();
    rows.add(IntervalChart.Row.heading("same label by DAN"));
    effects.forEach(e -> rows.add(row(e.kind(), e.kept(), Ink.BLUE)));
    rows.add(IntervalChart.Row.heading("nearest drawing is right"));
    effects.forEach(e -> rows.add(row(e.kind(), e.drawn(), Ink.GREEN)));
    return new Figure.Drawn(
        "effects",
        "What each change adds, against %s; 95 %% intervals over seeds and people."
            .formatted(kinds.firstEntry().getKey()),
        "Differences of each kind of generator; the numbers are in the table of effects.",
        new IntervalChart(new Axis("difference in shares", -0.6, 0.6, 0.2, true), rows, List.of()));
  }

  private IntervalChart.Row row(String label, SeedsAndPeople numbers, Ink ink) {
    return new IntervalChart.Row(
        label, numbers.mean().orNull(), numbers.interval(bootstrap).orNull(), 0.0, ink);
  }
}
