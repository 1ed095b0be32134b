package dev.sosia.cli.study;

import dev.sosia.study.experiment.Cell;
import dev.sosia.study.experiment.Labels;
import dev.sosia.study.report.Section;
import dev.sosia.study.statistics.Bootstrap;
import dev.sosia.study.variant.BiasExperiment;
import dev.sosia.study.variant.EffectsReport;
import dev.sosia.study.variant.VariantBench;
import java.util.SequencedMap;

/// `study bias`.
final class BiasPart extends VariantPart {
  private static final String ALL = "neutral+happy+sad+surprise+fear+disgust+anger";
  private static final String HAPPY_AND_NEUTRAL = "neutral+happy";

  @Override
  public String name() {
    return "bias";
  }

  @Override
  public String title() {
    return "Trained on happy and neutral faces alone";
  }

  @Override
  int kinds() {
    return 2;
  }

  @Override
  int quickSteps() {
    return 240;
  }

  @Override
  Section section(
      StudyBench bench,
      VariantBench variants,
      SequencedMap<Cell, Labels> ceiling,
      Bootstrap bootstrap) {
    BiasExperiment experiment =
        new BiasExperiment(
            variants,
            trained(bench, ALL),
            trained(bench, HAPPY_AND_NEUTRAL),
            seeds(bench),
            bench.seed());
    return EffectsReport.bias(experiment, bench.cells(experiment), ceiling, bootstrap)
        .section(bench.origin(name()));
  }
}
