package dev.sosia.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.testing.NoLeaks;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
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

  @Test
  void aRequestToStopEndsTheRunAfterItsStepWithACheckpoint(Device device) {
    Path run = folder.resolve("run");
    Plan plan = Runs.plan(20, 100);
    List<Path> exported = new ArrayList<>();
    try (Scope _ = Scope.open();
        SmallTraining training = new SmallTraining(device, 5);
        RunFolder opened = Runs.open(run, plan)) {
      training.exported = exported::add;
      AtomicReference<Trainer<float[]>> trainer = new AtomicReference<>();
      TrainingListener stops =
          new TrainingListener() {
            @Override
            public void stepped(Step step) {
              if (step.step() == 4) {
                trainer.get().requestStop();
              }
            }
          };
      trainer.set(new Trainer<>(training, SmallTraining.source(5), opened, plan, stops));
      assertThat(trainer.get().run()).isEqualTo(new Trainer.Outcome(4, true));
    }
    assertThat(new Checkpoints(run.resolve("checkpoints"), 1).steps()).containsExactly(0L, 4L);
    assertThat(exported).containsExactly(run.resolve("export"));
    Runs.Told told = new Runs.Told();
    Runs.train(device, run, plan, told);
    assertThat(told.steps.getFirst().step()).isEqualTo(5);
  }

  @Test
  void sheetsPlotsAndLooksComeWhenTheyAreDue(Device device) throws IOException {
    Path run = folder.resolve("run");
    Plan plan = new Plan(6, 100, 2, 2, 3, 1);
    Runs.Told told = new Runs.Told();
    try (Scope _ = Scope.open();
        SmallTraining training = new SmallTraining(device, 5);
        RunFolder opened = Runs.open(run, plan)) {
      training.plots = true;
      training.sample = new BufferedImage(5, 4, BufferedImage.TYPE_INT_RGB);
      new Trainer<>(training, SmallTraining.source(5), opened, plan, told).run();
    }
    assertThat(Runs.files(run.resolve("samples")))
        .containsOnlyKeys("step-000003.png", "step-000006.png");
    assertThat(ImageIO.read(run.resolve("loss.png").toFile()).getWidth()).isGreaterThan(400);
    assertThat(Runs.files(run.resolve("events"))).hasSize(1);
    List<String> lines = Files.readAllLines(run.resolve("metrics.jsonl"));
    for (int i = 0; i < lines.size(); i++) {
      assertThat(Json.parse(lines.get(i)).orElseThrow().containsKey("spread"))
          .as("line %d", i + 1)
          .isEqualTo((i + 1) % 2 == 0);
    }
    assertThat(told.warnings)
        .containsExactly("spread of step 2", "spread of step 4", "spread of step 6");
    assertThat(told.steps)
        .allSatisfy(
            step -> {
              assertThat(step.steps()).isEqualTo(6);
              assertThat(step.stepsPerSecond()).isPositive();
            })
        .extracting(TrainingListener.Step::step)
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(told.steps.getLast().left()).isZero();
  }
}
