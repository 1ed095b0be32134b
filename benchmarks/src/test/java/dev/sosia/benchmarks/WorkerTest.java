package dev.sosia.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.EnvironmentException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerTest {
  @TempDir Path folder;

  /// Counts its runs and writes the number down.
  static final class Counting implements Contestant {
    private int runs;

    public static void main(String[] args) throws Exception {
      if (args[0].equals("refuse")) {
        throw new IllegalStateException("no such model");
      }
      Contestant.serve(new Counting(), Path.of(args[0]));
    }

    @Override
    public Map<String, String> facts() {
      return Map.of("version", "1.2 of a day");
    }

    @Override
    public void run() {
      runs++;
    }

    @Override
    public void writeOutputs(Path folder) throws IOException {
      Floats.write(folder, "runs", new float[] {runs, Float.NaN});
    }
  }

  private Worker start(String argument) throws IOException {
    List<Path> classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList();
    return new Worker("counting", classPath, Counting.class.getName(), List.of(argument), folder);
  }

  @Test
  void runsWhenToldTo() throws IOException {
    Path outputs = folder.resolve("outputs");
    try (Worker worker = start(outputs.toString())) {
      assertThat(worker.facts()).containsEntry("version", "1.2 of a day");
      assertThat(Floats.read(outputs, "runs")).containsExactly(1, Float.NaN);
      assertThat(worker.run(0)).hasSize(1);
      assertThat(worker.run(1_000_000))
          .hasSizeGreaterThan(1)
          .allMatch(r -> r.clock() >= 0 && r.processor() >= 0);
      assertThat(worker.end()).isNotZero();
    }
  }

  @Test
  void tellsWhyOneEnded() {
    assertThatThrownBy(() -> start("refuse"))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("counting")
        .hasMessageContaining("no such model");
  }
}
