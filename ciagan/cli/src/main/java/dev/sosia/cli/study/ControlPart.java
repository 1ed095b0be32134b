package dev.sosia.cli.study;

import dev.sosia.study.control.ControlExperiment;
import dev.sosia.study.control.ControlReport;
import dev.sosia.study.experiment.Experiment;
import dev.sosia.study.report.Section;
import dev.sosia.study.statistics.Bootstrap;
import java.util.Optional;

/// `study control`.
final class ControlPart implements StudyPart {
  @Override
  public String name() {
    return "control";
  }

  @Override
  public String title() {
    return "Controls";
  }

  @Override
  public Optional<Experiment> experiment(StudyBench bench) {
    return Optional.of(cells(bench));
  }

  private static ControlExperiment cells(StudyBench bench) {
    return new ControlExperiment(bench.photos(), bench.judge(), bench.generator(), bench.seed());
  }

  @Override
  public Section run(StudyBench bench) {
    ControlExperiment experiment = cells(bench);
    return new ControlReport(experiment, bench.cells(experiment), Bootstrap.DRAWS)
        .section(bench.origin(name()));
  }
}
