package dev.sosia.cli.study;

import dev.sosia.study.control.ControlExperiment;
import dev.sosia.study.control.ControlReport;
import dev.sosia.study.report.Section;
import dev.sosia.study.statistics.Bootstrap;

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
  public Section run(StudyBench bench) {
    ControlExperiment experiment =
        new ControlExperiment(bench.photos(), bench.judge(), bench.generator(), bench.seed());
    return new ControlReport(experiment, bench.cells(experiment), Bootstrap.DRAWS)
        .section(bench.origin(name()));
  }
}
