package dev.sosia.study.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.InputException;
import dev.sosia.landmarks.picture.Resampling;
import dev.sosia.landmarks.picture.Resize;
import dev.sosia.landmarks.toyfaces.ToyFaces;
import dev.sosia.study.photo.LabelledPhotos;
import dev.sosia.study.photo.ToyPhotos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentRunnerTest {
  @TempDir private Path out;

  /// An experiment of one's own: does brightness survive being made small? The judge is the mean
  /// grey level.
  private record Smallness(LabelledPhotos photos, List<String> ran, int stopAt)
      implements Experiment {
    @Override
    public String name() {
      return "smallness";
    }

    @Override
    public List<Factor> factors() {
      return List.of(
          new Factor("side", List.of("100", "10", "1")), new Factor("part", List.of("a", "b")));
    }

    @Override
    public boolean has(Cell cell) {
      return !cell.level("side").equals("1") || cell.level("part").equals("a");
    }

    @Override
    public int pictures() {
      return photos.size();
    }

    @Override
    public Labels run(Cell cell, Runnable each) {
      if (ran.size() == stopAt) {
        throw new IllegalStateException("killed");
      }
      ran.add(cell.toString());
      int side = Integer.parseInt(cell.level("side"));
      return Labels.of(
          photos,
          each,
          i -> {
            if (i == 2) {
              throw new InputException("too dark");
            }
            byte[] small =
                Resize.resize(photos.photo(i).picture(), side, side, Resampling.BOX).data();
            long sum = 0;
            for (byte b : small) {
              sum += b & 255;
            }
            return (int) (sum / small.length);
          });
    }
  }

  private static final LabelledPhotos PHOTOS =
      new ToyPhotos(ToyFaces.parse("toyfaces:ids=2,per-id=2,size=89x109"));

  private SequencedMap<Cell, Labels> run(Smallness experiment, Map<String, Object> settings) {
    return new ExperimentRunner(new CellStore(out, settings)).run(experiment, silent());
  }

  private static ExperimentRunner.Listener silent() {
    return new ExperimentRunner.Listener() {
      @Override
      public void begins(Cell cell) {}

      @Override
      public void judged(int pictures) {}
    };
  }

  private static Smallness smallness(int stopAt) {
    return new Smallness(PHOTOS, new ArrayList<>(), stopAt);
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(out.resolve("cells"))) {
      for (Path file : all.toList()) {
        files.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return files;
  }

  @Test
  void cellsAreAllCombinationsTheExperimentHas() {
    assertThat(smallness(-1).cells())
        .extracting(Cell::toString)
        .containsExactly(
            "side=100, part=a",
            "side=100, part=b",
            "side=10, part=a",
            "side=10, part=b",
            "side=1, part=a");
  }

  @Test
  void aStoppedExperimentGoesOnWhereItWas() throws IOException {
    Map<String, Object> settings = Map.of("seed", 3L);
    Smallness stopped = smallness(2);
    assertThatThrownBy(() -> run(stopped, settings)).hasMessage("killed");
    Smallness resumed = smallness(-1);
    SequencedMap<Cell, Labels> results = run(resumed, settings);
    assertThat(resumed.ran()).hasSize(3).doesNotContainAnyElementsOf(stopped.ran());
    assertThat(results).hasSize(5);
    Map<String, String> files = files();
    Smallness again = smallness(-1);
    assertThat(run(again, settings)).isEqualTo(results);
    assertThat(again.ran()).isEmpty();
    assertThat(files()).isEqualTo(files).hasSize(5);
    for (String name : files.keySet()) {
      Files.delete(out.resolve("cells").resolve(name));
    }
    assertThat(run(smallness(-1), settings)).isEqualTo(results);
    assertThat(files()).isEqualTo(files);
  }

  @Test
  void otherSettingsAreOtherCells() throws IOException {
    run(smallness(-1), Map.of("seed", 3L));
    Smallness other = smallness(-1);
    run(other, Map.of("seed", 4L));
    assertThat(other.ran()).hasSize(5);
    assertThat(files()).hasSize(10);
  }

  @Test
  void aDamagedCellIsRunAgain() throws IOException {
    Map<String, Object> settings = Map.of();
    SequencedMap<Cell, Labels> results = run(smallness(-1), settings);
    List<String> names = List.copyOf(files().keySet());
    Files.writeString(out.resolve("cells").resolve(names.get(0)), "{\"labels\": [1");
    Files.writeString(
        out.resolve("cells").resolve(names.get(1)), "{\"labels\": [1, \"x\"], \"reasons\": []}");
    Files.writeString(
        out.resolve("cells").resolve(names.get(2)), "{\"labels\": [1], \"reasons\": [\"\"]}");
    Smallness again = smallness(-1);
    assertThat(run(again, settings)).isEqualTo(results);
    assertThat(again.ran()).hasSize(3);
  }

  @Test
  void aPhotoThatCannotBeJudgedSaysWhyAndTheOthersGoOn() {
    Labels labels = run(smallness(-1), Map.of()).firstEntry().getValue();
    assertThat(labels.label(2)).isEqualTo(Labels.NONE);
    assertThat(labels.failed()).isEqualTo(1);
    assertThat(labels.failures()).containsExactly("1/0: too dark");
    assertThat(labels.label(3)).isBetween(1, 255);
  }

  @Test
  void factorsHaveLevels() {
    assertThatThrownBy(() -> new Factor("x", List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Factor("x", List.of("a", "a")))
        .isInstanceOf(IllegalArgumentException.class);
    Cell cell = smallness(-1).cells().getFirst();
    assertThatThrownBy(() -> cell.level("colour")).hasMessageContaining("colour");
  }
}
