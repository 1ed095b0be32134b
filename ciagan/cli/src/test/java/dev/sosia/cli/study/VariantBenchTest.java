package dev.sosia.cli.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.ciagan.training.Recipe;
import dev.sosia.dan.label.Emotion;
import dev.sosia.dan.label.LabelOrder;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.toyfaces.ToyFaces;
import dev.sosia.study.experiment.Cell;
import dev.sosia.study.experiment.Experiment;
import dev.sosia.study.experiment.Labels;
import dev.sosia.study.identity.DemoIdentityWeights;
import dev.sosia.study.identity.IdentityJudge;
import dev.sosia.study.judge.ExpressionJudge;
import dev.sosia.study.report.Origin;
import dev.sosia.study.report.Section;
import dev.sosia.study.report.StudyReport;
import dev.sosia.study.statistics.Bootstrap;
import dev.sosia.study.variant.BiasExperiment;
import dev.sosia.study.variant.CeilingExperiment;
import dev.sosia.study.variant.DrawnPhotos;
import dev.sosia.study.variant.EffectsReport;
import dev.sosia.study.variant.FeaturesExperiment;
import dev.sosia.study.variant.VariantBench;
import dev.sosia.trainer.RecordSettings;
import dev.sosia.weights.Checkpoint;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Generators of two steps, which draw nothing: what is looked at is that they are trained, judged
/// and held against each other, each time alike.
class VariantBenchTest {
  private static final Map<String, ?> SMALLEST =
      Map.of(
          "generator_width", 0.0625,
          "critic_width", 0.0625,
          "siamese_width", 0.0625,
          "siamese_outputs", 4,
          "batch", 2);

  @TempDir private Path folder;

  @Test
  void variantsAreTrainedAndHeldAgainstEachOther() {
    try (Device device = Device.open("auto", 2);
        Scope _ = Scope.open();
        Checkpoint weights = DemoIdentityWeights.FILE.open();
        IdentityJudge identities = new IdentityJudge(device, IdentityJudge.load(device, weights))) {
      DrawnPhotos judged = photos("ids=2,per-id=3,start-id=9");
      DrawnPhotos trained = photos("ids=4,per-id=6");
      VariantBench bench =
          new VariantBench(
              device,
              judged,
              new Brightness(),
              identities,
              RecordSettings.with(Recipe.named("demo"), SMALLEST),
              2,
              folder.resolve("trainings"),
              3);
      BiasExperiment experiment = new BiasExperiment(bench, trained, trained, 2, 7);
      SequencedMap<Cell, Labels> results = run(experiment.cells(), experiment);
      assertThat(results).hasSize(4);
      assertThat(folder.resolve("trainings")).isEmptyDirectory();
      Labels first = results.firstEntry().getValue();
      Labels again = experiment.run(results.firstEntry().getKey(), () -> {});
      assertThat(again.labels()).isEqualTo(first.labels());
      for (String measure : first.measures().keySet()) {
        assertThat(again.measure(measure))
            .as(measure)
            .containsExactlyElementsOf(first.measure(measure));
      }
      CeilingExperiment ceiling = new CeilingExperiment(bench, "bias");
      Section section =
          EffectsReport.bias(
                  experiment, results, run(ceiling.cells(), ceiling), new Bootstrap(100, 1))
              .section(new Origin("drawn people", 7, "./sosia study bias"));
      // the same people twice: the same generators, so that no difference is told
      assertThat(section.findings()).anyMatch(f -> f.contains("cannot be told at this size"));
      String json = new StudyReport("c", new LinkedHashMap<>(), List.of(section)).json();
      assertThat(json).doesNotContain("NaN").contains("\"kept_p_holm\"");

      FeaturesExperiment features = new FeaturesExperiment(bench, trained, 3, 7);
      assertThat(features.cells()).hasSize(12 * 3);
      assertThat(features.cells().stream().map(c -> c.level("features")).distinct()).hasSize(5);
    }
  }

  private static SequencedMap<Cell, Labels> run(List<Cell> cells, Experiment experiment) {
    SequencedMap<Cell, Labels> results = new LinkedHashMap<>();
    cells.forEach(cell -> results.put(cell, experiment.run(cell, () -> {})));
    return results;
  }

  private static DrawnPhotos photos(String people) {
    return new DrawnPhotos(ToyFaces.parse("toyfaces:size=89x109,seed=3," + people));
  }

  /// Says of a face whether it is bright.
  private record Brightness() implements ExpressionJudge {
    @Override
    public String name() {
      return "brightness";
    }

    @Override
    public String sha256() {
      return "";
    }

    @Override
    public List<String> classes() {
      return LabelOrder.RAFDB.names();
    }

    @Override
    public int indexOf(Emotion emotion) {
      return LabelOrder.RAFDB.indexOf(emotion);
    }

    @Override
    public int label(Picture face, String source) {
      return mean(face) > 128 ? 1 : 0;
    }

    @Override
    public Look look(Picture face, String source) {
      return new Look(label(face, source), new double[] {mean(face), 1});
    }

    private static double mean(Picture face) {
      double sum = 0;
      for (byte b : face.data()) {
        sum += b & 255;
      }
      return sum / face.data().length;
    }
  }
}
