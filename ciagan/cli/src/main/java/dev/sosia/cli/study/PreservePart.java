package dev.sosia.cli.study;

import dev.sosia.study.experiment.Experiment;
import dev.sosia.study.preserve.PreserveExperiment;
import dev.sosia.study.preserve.PreserveReport;
import dev.sosia.study.report.Section;
import dev.sosia.study.statistics.Bootstrap;
import java.util.List;
import java.util.Optional;

/// `study preserve`.
///
/// @param protocols whose ways photos go
record PreservePart(List<String> protocols) implements StudyPart {
  /// Both.
  static final List<String> ALL = List.of("published", "clean");

  @Override
  public String name() {
    return "preserve";
  }

  @Override
  public String title() {
    return "Expressions kept";
  }

  @Override
  public Optional<Experiment> experiment(StudyBench bench) {
    return Optional.of(cells(bench));
  }

  private PreserveExperiment cells(StudyBench bench) {
    return new PreserveExperiment(
        bench.photos(), bench.judge(), bench.generator(), protocols, bench.seed());
  }

  @Override
  public Section run(StudyBench bench) {
    PreserveExperiment experiment = cells(bench);
    String command = name() + (protocols.size() == 1 ? " --protocol " + protocols.getFirst() : "");
    return new PreserveReport(experiment, bench.cells(experiment), Bootstrap.DRAWS)
        .section(bench.origin(command));
  }
}
