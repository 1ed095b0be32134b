package dev.sosia.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.nn.Conv2d;
import dev.sosia.engine.nn.ParameterFactory;
import dev.sosia.engine.op.Elementwise;
import dev.sosia.engine.op.Reductions;
import dev.sosia.engine.optim.Sgd;
import dev.sosia.engine.random.Philox;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.testing.NoLeaks;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What goes wrong in the middle of a run, and what is left of the run then.
@NoLeaks(scope = false)
class TrainerFailuresTest {
  @TempDir Path temporary;

  /// The usual batches, but for one of step 7.
  private static BatchSource<float[]> withAnother(UnaryOperator<float[]> seventh) {
    BatchSource<float[]> usual = SmallTraining.source(5);
    return new BatchSource<>() {
      @Override
      public long stepsPerEpoch() {
        return usual.stepsPerEpoch();
      }

      @Override
      public float[] load(long step, int index) {
        float[] batch = usual.load(step, index);
        return step == 7 && index == 1 ? seventh.apply(batch) : batch;
      }
    };
  }

  @Test
  void aLossThatIsNotFiniteStopsAtTheLastCheckpointAndNamesTheLayer(Device device)
      throws IOException {
    Path folder = temporary.resolve("run");
    BatchSource<float[]> huge =
        withAnother(
            batch -> {
              Arrays.fill(batch, 0, batch.length / 2, 3e38f);
              return batch;
            });
    Runs.Told told = new Runs.Told();
    assertThatThrownBy(() -> Runs.train(device, folder, Runs.plan(20, 5), told, huge))
        .isInstanceOfSatisfying(DivergenceException.class, e -> assertThat(e.step()).isEqualTo(7))
        .hasMessageContaining("stopped at step 7: cleaner is ")
        .hasMessageContaining("network cleaner, layer ")
        .hasMessageContaining("step-000005");
    assertThat(told.saved).containsExactly(0L, 5L);
    assertThat(Files.readAllLines(folder.resolve("metrics.jsonl"))).hasSize(6);

    Path whole = temporary.resolve("whole");
    Runs.train(device, whole, Runs.plan(20, 5), new Runs.Told());
    Runs.train(device, folder, Runs.plan(20, 5), new Runs.Told());
    sameCheckpoints(folder, whole);
  }

  @Test
  void aDataFileThatVanishesCostsNoStep(Device device) throws IOException {
    Path folder = temporary.resolve("run");
    BatchSource<float[]> vanishing =
        withAnother(
            batch -> {
              throw new InputException("faces/3/17.png: there is no such file any more");
            });
    Runs.Told told = new Runs.Told();
    assertThatThrownBy(() -> Runs.train(device, folder, Runs.plan(10, 100), told, vanishing))
        .isInstanceOf(InputException.class)
        .hasMessage("faces/3/17.png: there is no such file any more");
    assertThat(told.saved).containsExactly(0L, 6L);

    Path whole = temporary.resolve("whole");
    Runs.train(device, whole, Runs.plan(10, 100), new Runs.Told());
    Runs.train(device, folder, Runs.plan(10, 100), new Runs.Told());
    assertThat(Runs.files(folder.resolve("checkpoints/step-000010")))
        .usingRecursiveComparison()
        .isEqualTo(Runs.files(whole.resolve("checkpoints/step-000010")));
  }

  @Test
  void aDiskThatBecomesFullIsNeverASavedCheckpoint(Device device) throws IOException {
    Path full = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.exists(full), "no /dev/full on this system");
    Path folder = temporary.resolve("run");
    Plan plan = Runs.plan(20, 5);
    Runs.Told told = new Runs.Told();
    try (Scope _ = Scope.open();
        SmallTraining training = new SmallTraining(device, 5);
        RunFolder run = Runs.open(folder, plan)) {
      Checkpoints checkpoints =
          new Checkpoints(
              run.checkpoints(),
              plan.keep(),
              file ->
                  file.toString().contains("step-000010")
                      ? FileChannel.open(full, StandardOpenOption.WRITE)
                      : FileChannel.open(
                          file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
      Trainer<float[]> trainer =
          new Trainer<>(training, SmallTraining.source(5), run, plan, told, checkpoints);
      assertThatThrownBy(trainer::run)
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("step-000010")
          .hasMessageContaining("the disk is full");
    }
    assertThat(told.saved).containsExactly(0L, 5L);
    Path whole = temporary.resolve("whole");
    Runs.train(device, whole, Runs.plan(20, 5), new Runs.Told());
    Runs.train(device, folder, Runs.plan(20, 5), new Runs.Told());
    sameCheckpoints(folder, whole);
  }

  private static void sameCheckpoints(Path found, Path expected) throws IOException {
    assertThat(Runs.files(found.resolve("checkpoints")))
        .usingRecursiveComparison()
        .isEqualTo(Runs.files(expected.resolve("checkpoints")));
  }

  /// A network whose gradient is not finite in step 3, while its loss is.
  private record SteepTraining(Device device, Conv2d network, Sgd sgd)
      implements Training<Integer>, BatchSource<Integer> {
    static SteepTraining on(Device device) {
      ParameterFactory f = ParameterFactory.random(device, new Philox(1, 0));
      Conv2d network = new Conv2d(f, 1, 1, 1, 1, 0, true);
      Sgd sgd = new Sgd(network.parameters(), new Sgd.Options(0.1, 0, 0, 0, false));
      return new SteepTraining(device, network, sgd);
    }

    @Override
    public List<Part> parts() {
      return List.of(new Part("steep", network, sgd));
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
    public Integer load(long step, int index) {
      return step == 3 ? 0 : 1;
    }

    @Override
    public SequencedMap<String, Double> step(long step, List<Integer> batches) {
      Tensor y = network.of(device.fill(DType.F32, Shape.of(1, 1, 2, 2), 1));
      Tensor loss =
          Elementwise.sqrt(
              Elementwise.scale(Reductions.mean(Elementwise.square(y)), batches.getFirst()));
      Autograd.backward(loss);
      sgd.step();
      SequencedMap<String, Double> losses = new LinkedHashMap<>();
      losses.put("loss", loss.item());
      return losses;
    }
  }

  @Test
  void aGradientThatIsNotFiniteStopsBeforeAnyLossShowsIt(Device device) {
    Path folder = temporary.resolve("run");
    Plan plan = Runs.plan(10, 100);
    try (Scope _ = Scope.open()) {
      SteepTraining steep = SteepTraining.on(device);
      try (steep.sgd;
          RunFolder run = RunFolder.create(folder, Map.of(), plan)) {
        Trainer<Integer> trainer = new Trainer<>(steep, steep, run, plan, new Runs.Told());
        assertThatThrownBy(trainer::run)
            .isInstanceOf(DivergenceException.class)
            .hasMessageContaining("step 3: gradient_norm_steep is NaN")
            .hasMessageContaining("the first value that is not finite came out of ")
            .hasMessageContaining("step-000000");
      }
    }
  }

  @Test
  void aDamagedNewestCheckpointIsToldAndTheOneBeforeUsed(Device device) throws IOException {
    Path folder = temporary.resolve("run");
    Path whole = temporary.resolve("whole");
    Runs.train(device, whole, Runs.plan(12, 4), new Runs.Told());
    Runs.train(device, folder, Runs.plan(8, 4), new Runs.Told());
    Path file = folder.resolve("checkpoints/step-000008/judge.safetensors");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 100));
    Runs.Told told = new Runs.Told();
    Runs.train(device, folder, Runs.plan(12, 4), told);
    assertThat(told.warnings).hasSize(1);
    assertThat(told.warnings.getFirst()).contains("step-000008").contains("judge.safetensors");
    assertThat(told.steps.getFirst().step()).isEqualTo(5);
    Folders.delete(folder.resolve("checkpoints/step-000008.damaged"));
    sameCheckpoints(folder, whole);
  }
}
