package dev.sosia.cli.study;

import dev.sosia.study.experiment.Experiment;
import dev.sosia.study.report.Section;
import dev.sosia.study.robust.RobustExperiment;
import dev.sosia.study.robust.RobustReport;
import dev.sosia.study.statistics.Bootstrap;
import java.util.Optional;

/// `study robust`.
final class RobustPart implements StudyPart {
  @Override
  public String name() {
    return "robust";
  }

  @Override
  public String title() {
    return "Poor pictures";
  }

  @Override
  public Optional<Experiment> experiment(StudyBench bench) {
    return Optional.of(cells(bench));
  }

  private static RobustExperiment cells(StudyBench bench) {
    return new RobustExperiment(bench.photos(), bench.judge(), bench.generator(), bench.seed());
  }

  @Override
  public Section run(StudyBench bench) {
    RobustExperiment experiment = cells(bench);
    return new RobustReport(experiment, bench.cells(experiment), Bootstrap.DRAWS)
        .section(bench.origin(name()));
  }
}
