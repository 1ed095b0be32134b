package dev.sosia.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.testing.NoLeaks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NoLeaks(scope = false)
class TrainerTest {
  @TempDir Path folder;

  @Test
  void aRunThatIsContinuedEndsInTheStateOfOneThatWasNot(Device device) throws IOException {
    Path whole = folder.resolve("whole");
    Path halves = folder.resolve("halves");
    Runs.train(device, whole, Runs.plan(20, 10), new Runs.Told());
    Runs.train(device, halves, Runs.plan(10, 10), new Runs.Told());
    Runs.Told told = new Runs.Told();
    Trainer.Outcome outcome = Runs.train(device, halves, Runs.plan(20, 10), told);

    assertThat(outcome).isEqualTo(new Trainer.Outcome(20, false));
    assertThat(told.steps.getFirst().step()).isEqualTo(11);
    Map<String, byte[]> expected = Runs.files(whole.resolve("checkpoints"));
    Map<String, byte[]> found = Runs.files(halves.resolve("checkpoints"));
    assertThat(found).hasSize(12).containsOnlyKeys(expected.keySet());
    found.keySet().removeIf(name -> name.equals("step-000010/state.json"));
    found.keySet().removeIf(name -> name.equals("step-000010/SHA256SUMS"));
    found.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(expected.get(name)));
  }

  @Test
  void metricsHaveALineAStepInOrder(Device device) throws IOException {
    Runs.train(device, folder.resolve("run"), Runs.plan(5, 10), new Runs.Told());
    List<String> lines = Files.readAllLines(folder.resolve("run/metrics.jsonl"));
    assertThat(lines).hasSize(5);
    for (int i = 0; i < 5; i++) {
      Map<String, Object> line = Json.parse(lines.get(i)).orElseThrow();
      assertThat(line.get("step")).isEqualTo(i + 1);
      assertThat(line.keySet())
          .containsExactly(
              "step",
              "judge",
              "cleaner",
              "seconds",
              "images_per_second",
              "gradient_norm_cleaner",
              "gradient_norm_judge");
    }
  }

  @Test
  void linesBeyondTheCheckpointAreCutWhenARunIsContinued(Device device) throws IOException {
    Path run = folder.resolve("run");
    Runs.train(device, run, Runs.plan(4, 2), new Runs.Told());
    Path metrics = run.resolve("metrics.jsonl");
    String four = Files.readString(metrics);
    Files.writeString(metrics, four + "{\"step\":5,\"judge\":0.1}\n{\"step\":6,\"jud");
    Runs.train(device, run, Runs.plan(6, 2), new Runs.Told());
    assertThat(Files.readString(metrics)).startsWith(four);
    assertThat(Files.readAllLines(metrics))
        .extracting(line -> Json.parse(line).orElseThrow().get("step"))
        .containsExactly(1, 2, 3, 4, 5, 6);
  }
}
