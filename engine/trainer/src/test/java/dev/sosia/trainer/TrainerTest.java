package dev.sosia.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.engine.backend.reference.ReferenceBackend;
import dev.sosia.engine.conformance.DelayedBackend;
import dev.sosia.engine.nn.BatchNorm;
import dev.sosia.engine.nn.Conv2d;
import dev.sosia.engine.nn.ParameterFactory;
import dev.sosia.engine.nn.Sequential;
import dev.sosia.engine.op.Elementwise;
import dev.sosia.engine.op.Reductions;
import dev.sosia.engine.optim.Sgd;
import dev.sosia.engine.random.Philox;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.testing.NoLeaks;
import dev.sosia.engine.type.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
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
  void aBackendThatWorksLaterLearnsTheSameBits(Device device) throws IOException {
    Path now = folder.resolve("now");
    Path later = folder.resolve("later");
    Runs.train(device, now, Runs.plan(6, 3), new Runs.Told());
    try (Device delayed = new Device(new DelayedBackend(new ReferenceBackend(1)))) {
      Runs.train(delayed, later, Runs.plan(6, 3), new Runs.Told());
    }
    Map<String, byte[]> expected = Runs.files(now.resolve("checkpoints"));
    Map<String, byte[]> found = Runs.files(later.resolve("checkpoints"));
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

  /// One network that is normalised over a batch of one, and whose gradient becomes 0 with step 2.
  private record StillTraining(Device device, Sequential network, Sgd sgd)
      implements Training<Double>, BatchSource<Double> {
    static StillTraining on(Device device) {
      ParameterFactory f = ParameterFactory.random(device, new Philox(1, 0));
      Sequential network =
          new Sequential().add(new Conv2d(f, 1, 2, 1, 1, 0, true)).add(new BatchNorm(f, 2));
      network.train(true);
      Sgd sgd = new Sgd(network.parameters(), new Sgd.Options(0.1, 0, 0, 0, false));
      return new StillTraining(device, network, sgd);
    }

    @Override
    public List<Part> parts() {
      return List.of(new Part("still", network, sgd));
    }

    @Override
    public int batchesPerStep() {
      return 1;
    }

    @Override
    public int batchSize() {
      return 1;
    }

    @Override
    public long stepsPerEpoch() {
      return 1;
    }

    @Override
    public Double load(long step, int index) {
      return step == 1 ? 1.0 : 0.0;
    }

    @Override
    public SequencedMap<String, Double> step(long step, List<Double> batches) {
      Tensor y = network.of(device.tensor(Shape.of(1, 1, 1, 2), 1f, 2f));
      Tensor loss = Elementwise.scale(Reductions.mean(Elementwise.square(y)), batches.getFirst());
      Autograd.backward(loss);
      sgd.step();
      SequencedMap<String, Double> losses = new LinkedHashMap<>();
      losses.put("loss", loss.item());
      return losses;
    }
  }

  @Test
  void gradientsThatVanishAndBatchesOfOneAreWarnedAbout(Device device) {
    Plan plan = new Plan(3, 100, 1, 1, 0, 1);
    Runs.Told told = new Runs.Told();
    try (Scope _ = Scope.open()) {
      StillTraining still = StillTraining.on(device);
      try (still.sgd;
          RunFolder run = RunFolder.create(folder.resolve("run"), Map.of(), plan)) {
        new Trainer<>(still, still, run, plan, told).run();
      }
    }
    assertThat(told.warnings).hasSize(3);
    assertThat(told.warnings.get(0)).contains("batch of 1").contains("still").contains("--batch 2");
    assertThat(told.warnings.get(1)).contains("still have vanished at step 2");
    assertThat(told.warnings.get(2)).contains("still have vanished at step 3");
  }
}
