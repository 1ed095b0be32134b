package dev.sosia.cli.study;

import dev.sosia.ciagan.training.Recipe;
import dev.sosia.engine.error.InputException;
import dev.sosia.landmarks.toyfaces.ToyFaces;
import dev.sosia.study.experiment.Cell;
import dev.sosia.study.experiment.Labels;
import dev.sosia.study.report.Section;
import dev.sosia.study.statistics.Bootstrap;
import dev.sosia.study.variant.CeilingExperiment;
import dev.sosia.study.variant.DrawnPhotos;
import dev.sosia.study.variant.VariantBench;
import dev.sosia.trainer.RecordSettings;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// What the experiments have in common that train generators of their own, on drawn people.
abstract class VariantPart implements StudyPart {
  /// The first of the people whom the judges look at.
  private static final int FIRST_JUDGED = 310_000;

  /// The first of the people whom the generators are trained on.
  private static final int FIRST_TRAINED = 500_000;

  /// Narrow networks, and a rate at which few steps already draw faces.
  private static final Map<String, ?> QUICK =
      Map.of(
          "siamese_mask", true,
          "generator_width", 0.125,
          "critic_width", 0.125,
          "siamese_width", 0.0625,
          "siamese_outputs", 64,
          "batch", 4,
          "learning_rate", 2e-3);

  private static final int FULL_STEPS = 4_000;
  private static final int QUICK_SEEDS = 3;
  private static final int FULL_SEEDS = 5;

  /// Of a step of the long trainings, on two cores of an AMD Zen 5.
  private static final double SECONDS_A_STEP = 1.5;

  private static final Map<String, ?> FULL =
      Map.of("siamese_mask", true, "critic_width", 0.25, "halve_every", 1500);

  /// How many trainings of each kind, at least three.
  final int seeds(StudyBench bench) {
    return bench.full() ? FULL_SEEDS : QUICK_SEEDS;
  }

  /// People to train on.
  ///
  /// @param expressions what they show, joined by `+`
  final DrawnPhotos trained(StudyBench bench, String expressions) {
    return new DrawnPhotos(
        ToyFaces.parse(
            "toyfaces:ids=%d,per-id=%d,seed=2,start-id=%d,expressions=%s"
                .formatted(
                    bench.full() ? 40 : 10, bench.full() ? 56 : 14, FIRST_TRAINED, expressions)));
  }

  /// How many kinds of generators there are.
  abstract int kinds();

  /// Steps of a short training: as many as leave all of them some minutes on two cores.
  abstract int quickSteps();

  @Override
  public final Optional<String> cost() {
    int trainings = kinds() * FULL_SEEDS;
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%s: %d trainings of %d steps; at %.1f s a step, as on two cores of an AMD Zen 5, %.0f"
                + " hours, and some 300 MB while one runs",
            name(),
            trainings,
            FULL_STEPS,
            SECONDS_A_STEP,
            trainings * FULL_STEPS * SECONDS_A_STEP / 3600));
  }

  @Override
  public final Section run(StudyBench bench) {
    if (bench.hasData()) {
      throw new InputException(
          "study %s trains generators on drawn people, of whom every line is known: leave --data out"
              .formatted(name()));
    }
    DrawnPhotos judged =
        new DrawnPhotos(
            ToyFaces.parse(
                "toyfaces:ids=%d,per-id=7,seed=1,start-id=%d"
                    .formatted(bench.full() ? 100 : 12, FIRST_JUDGED)));
    Recipe recipe = RecordSettings.with(Recipe.named("demo"), bench.full() ? FULL : QUICK);
    VariantBench variants =
        new VariantBench(
            bench.device(),
            judged,
            bench.judge(),
            bench.identities(),
            recipe,
            bench.full() ? FULL_STEPS : quickSteps(),
            bench.trainings(),
            bench.seed());
    SequencedMap<Cell, Labels> ceiling = bench.cells(new CeilingExperiment(variants, name()));
    return section(bench, variants, ceiling, new Bootstrap(Bootstrap.DRAWS, bench.seed()));
  }

  /// Runs the experiment itself.
  abstract Section section(
      StudyBench bench,
      VariantBench variants,
      SequencedMap<Cell, Labels> ceiling,
      Bootstrap bootstrap);
}
