package dev.sosia.cli.study;

import dev.sosia.study.experiment.Cell;
import dev.sosia.study.experiment.Labels;
import dev.sosia.study.statistics.Bootstrap;
import dev.sosia.study.variant.EffectsReport;
import dev.sosia.study.variant.FeaturesExperiment;
import dev.sosia.study.variant.VariantBench;
import java.util.SequencedMap;

/// `study features`.
final class FeaturesPart extends VariantPart {
  private static final String ALL = "neutral+happy+sad+surprise+fear+disgust+anger";

  @Override
  public String name() {
    return "features";
  }

  @Override
  public String title() {
    return "Landmarks, one factor at a time";
  }

  @Override
  EffectsReport report(
      StudyBench bench,
      VariantBench variants,
      SequencedMap<Cell, Labels> ceiling,
      Bootstrap bootstrap) {
    FeaturesExperiment experiment =
        new FeaturesExperiment(variants, trained(bench, ALL), seeds(bench), bench.seed());
    return EffectsReport.features(experiment, bench.cells(experiment), ceiling, bootstrap);
  }
}
