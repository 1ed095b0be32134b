package dev.sosia.cli.study;

import dev.sosia.landmarks.toyfaces.ToyFaces;
import dev.sosia.study.experiment.Cell;
import dev.sosia.study.experiment.Labels;
import dev.sosia.study.report.Section;
import dev.sosia.study.statistics.Bootstrap;
import dev.sosia.study.variant.DrawingExperiment;
import dev.sosia.study.variant.DrawingReport;
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
  int kinds() {
    return 12;
  }

  @Override
  int quickSteps() {
    return 100;
  }

  @Override
  Section section(
      StudyBench bench,
      VariantBench variants,
      SequencedMap<Cell, Labels> ceiling,
      Bootstrap bootstrap) {
    FeaturesExperiment experiment =
        new FeaturesExperiment(variants, trained(bench, ALL), seeds(bench), bench.seed());
    DrawingExperiment drawings = drawings(bench, variants);
    DrawingReport read = new DrawingReport(drawings, bench.cells(drawings), bootstrap);
    Section section =
        EffectsReport.features(experiment, bench.cells(experiment), ceiling, bootstrap)
            .section(bench.origin(name()));
    return read.in(section, bench.origin(name()));
  }

  private DrawingExperiment drawings(StudyBench bench, VariantBench variants) {
    return new DrawingExperiment(
        bench.device(),
        ToyFaces.parse("toyfaces:ids=%d,per-id=7,seed=3".formatted(bench.full() ? 1000 : 140)),
        ToyFaces.parse(
            "toyfaces:ids=%d,per-id=7,seed=3,start-id=320000".formatted(bench.full() ? 200 : 40)),
        variants.size(),
        bench.full() ? 1500 : 150,
        seeds(bench),
        bench.seed());
  }
}
