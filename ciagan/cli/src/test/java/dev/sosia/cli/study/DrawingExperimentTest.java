package dev.sosia.cli.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.engine.tensor.Device;
import dev.sosia.landmarks.toyfaces.ToyFaces;
import dev.sosia.study.experiment.Cell;
import dev.sosia.study.experiment.Labels;
import dev.sosia.study.report.Origin;
import dev.sosia.study.report.Section;
import dev.sosia.study.report.StudyReport;
import dev.sosia.study.statistics.Bootstrap;
import dev.sosia.study.variant.DrawingExperiment;
import dev.sosia.study.variant.DrawingReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/// Networks of a few steps that read landmark pictures.
class DrawingExperimentTest {
  @Test
  void expressionsAreReadOffDrawingsTheSameEachTime() {
    try (Device device = Device.open("auto", 2)) {
      DrawingExperiment experiment =
          new DrawingExperiment(
              device,
              ToyFaces.parse("toyfaces:ids=20,per-id=7,seed=3"),
              ToyFaces.parse("toyfaces:ids=4,per-id=7,seed=3,start-id=50"),
              64,
              20,
              2,
              1);
      List<Cell> cells = experiment.cells();
      assertThat(cells).hasSize(10 * 2);
      Labels first = experiment.run(cells.getFirst(), () -> {});
      assertThat(experiment.run(cells.getFirst(), () -> {})).isEqualTo(first);
      Cell all =
          cells.stream()
              .filter(c -> c.level("features").startsWith("+ outer lips, eyes"))
              .filter(c -> c.level("line").equals("strong"))
              .findFirst()
              .orElseThrow();
      Labels read = experiment.run(all, () -> {});
      assertThat(read.labels().stream().distinct().count()).isGreaterThan(1);

      SequencedMap<Cell, Labels> results = new LinkedHashMap<>();
      cells.forEach(cell -> results.put(cell, first));
      Section empty = Section.absent("features", "t", "none");
      Section section =
          new DrawingReport(experiment, results, new Bootstrap(100, 1))
              .in(empty, new Origin("drawn", 1, "c"));
      assertThat(section.findings()).anyMatch(f -> f.contains("cannot be told from none"));
      assertThat(new StudyReport("c", new LinkedHashMap<>(), List.of(section)).json())
          .contains("\"this is the published drawing\"")
          .doesNotContain("NaN");
    }
  }
}
