package dev.sosia.study.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.dan.label.Emotion;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.Resampling;
import dev.sosia.landmarks.picture.Resize;
import dev.sosia.landmarks.toyfaces.ToyFaces;
import dev.sosia.study.judge.ExpressionJudge;
import dev.sosia.study.photo.LabelledPhotos;
import dev.sosia.study.photo.ToyPhotos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The experiment that docs/study.md shows, as it stands there.
class BlurStrengthTest {
  @TempDir private Path out;

  // begin of the example
  record BlurStrength(LabelledPhotos photos, ExpressionJudge judge) implements Experiment {
    @Override
    public String name() {
      return "blur-strength";
    }

    @Override
    public List<Factor> factors() {
      return List.of(new Factor("side", List.of("100", "50", "25", "10")));
    }

    @Override
    public int pictures() {
      return photos.size();
    }

    @Override
    public Labels run(Cell cell, Runnable each) {
      int side = Integer.parseInt(cell.level("side"));
      return Labels.of(
          photos, each, i -> judge.label(small(photos.picture(i), side), photos.key(i)));
    }
  }

  // end of the example

  private static Picture small(Picture picture, int side) {
    return Resize.resize(picture, side, side, Resampling.BILINEAR);
  }

  @Test
  void itRunsAndEachCellIsKept() throws IOException {
    LabelledPhotos photos = new ToyPhotos(ToyFaces.parse("toyfaces:ids=1,per-id=2,size=89x109"));
    BlurStrength experiment = new BlurStrength(photos, new SideJudge());
    SequencedMap<Cell, Labels> results =
        new ExperimentRunner(new CellStore(out, Map.of("data", photos.name())))
            .run(
                experiment,
                new ExperimentRunner.Listener() {
                  @Override
                  public void begins(Cell cell) {}

                  @Override
                  public void judged(int pictures) {}
                });
    assertThat(results.values().stream().map(Labels::labels))
        .containsExactly(List.of(100, 100), List.of(50, 50), List.of(25, 25), List.of(10, 10));
    try (var files = Files.list(out.resolve(CellStore.FOLDER))) {
      assertThat(files).hasSize(4);
    }
  }

  /// Words may be broken into other lines, and the example stands further to the left.
  @Test
  void thePageShowsThisCode() throws IOException {
    Path module = Path.of("").toAbsolutePath();
    String source =
        Files.readString(
            module.resolve("src/test/java/dev/sosia/study/experiment/BlurStrengthTest.java"));
    String page = Files.readString(module.resolve("../../docs/study.md"));
    String example =
        source.substring(
            source.indexOf("// begin of the example") + "// begin of the example".length(),
            source.indexOf("// end of the example"));
    assertThat(page.replaceAll("\\s+", "")).contains(example.replaceAll("\\s+", ""));
  }

  /// Says how wide a picture is.
  private record SideJudge() implements ExpressionJudge {
    @Override
    public String name() {
      return "side";
    }

    @Override
    public String sha256() {
      return "";
    }

    @Override
    public List<String> classes() {
      return List.of();
    }

    @Override
    public int indexOf(Emotion emotion) {
      return -1;
    }

    @Override
    public int label(Picture face, String source) {
      return face.width();
    }
  }
}
