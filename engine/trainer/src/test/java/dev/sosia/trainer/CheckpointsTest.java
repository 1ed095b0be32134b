package dev.sosia.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.random.Philox;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.testing.NoLeaks;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NoLeaks
class CheckpointsTest {
  private static final Map<String, ?> SETTINGS = Map.of("seed", 5);

  @TempDir Path folder;
  private SmallTraining training;
  private Checkpoints checkpoints;

  @BeforeEach
  void train(Device device) {
    training = new SmallTraining(device, 5);
    training.step(
        1, List.of(SmallTraining.source(5).load(1, 0), SmallTraining.source(5).load(1, 1)));
    checkpoints = new Checkpoints(folder.resolve("checkpoints"), 3);
  }

  @AfterEach
  void close() {
    training.close();
  }

  private Path save(long step) {
    return checkpoints.save(step, SETTINGS, training.parts());
  }

  @Test
  void whatIsRestoredIsSavedAsTheSameBytes(Device device) throws IOException {
    Map<String, byte[]> saved = Runs.files(save(7));
    assertThat(saved)
        .containsOnlyKeys(
            "SHA256SUMS",
            "cleaner.optimizer.safetensors",
            "cleaner.safetensors",
            "judge.optimizer.safetensors",
            "judge.safetensors",
            "state.json");
    try (SmallTraining other = new SmallTraining(device, 99)) {
      List<String> warnings = new ArrayList<>();
      assertThat(checkpoints.restoreNewest(other.parts(), warnings::add))
          .isEqualTo(OptionalLong.of(7));
      assertThat(warnings).isEmpty();
      assertThat(other.adam.groups().getFirst().settings().lr()).isEqualTo(1e-2 / 1.1);
      Checkpoints again = new Checkpoints(folder.resolve("again"), 1);
      Map<String, byte[]> found = Runs.files(again.save(7, SETTINGS, other.parts()));
      saved.forEach((name, bytes) -> assertThat(found.get(name)).as(name).isEqualTo(bytes));
    }
  }

  @Test
  void theLastOnesAreKeptInOrderOfSteps() {
    for (long step : new long[] {5, 10, 999_999, 1_000_000}) {
      save(step);
    }
    assertThat(checkpoints.steps()).containsExactly(10L, 999_999L, 1_000_000L);
    assertThat(folder.resolve("checkpoints/step-000010")).isDirectory();
    assertThat(folder.resolve("checkpoints")).isDirectoryNotContaining("glob:**/.step*");
  }

  @Test
  void aChangedByteIsFoundWhereverItIs() throws IOException {
    save(1);
    Path newest = save(2);
    Philox random = new Philox(11, 0);
    Map<String, byte[]> files = Runs.files(newest);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      for (int round = 0; round < 4; round++) {
        byte[] bytes = file.getValue().clone();
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        Files.write(newest.resolve(file.getKey()), bytes);
        List<String> warnings = new ArrayList<>();
        assertThat(checkpoints.restoreNewest(training.parts(), warnings::add))
            .as(file.getKey())
            .isEqualTo(OptionalLong.of(1));
        assertThat(warnings).hasSize(1);
        assertThat(warnings.getFirst()).contains("step-000002").contains("from step 1");
        Path aside = newest.resolveSibling("step-000002.damaged");
        assertThat(aside).isDirectory();
        Files.move(aside, newest);
        Files.write(newest.resolve(file.getKey()), file.getValue());
      }
    }
    assertThat(checkpoints.restoreNewest(training.parts(), w -> {})).hasValue(2);
  }

  @Test
  void aTornOrMissingFileIsNamed() throws IOException {
    save(1);
    Path newest = save(2);
    Path file = newest.resolve("judge.safetensors");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> checkpoints.restore(2, training.parts()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(file.toString());
    Files.delete(file);
    assertThatThrownBy(() -> checkpoints.restore(2, training.parts()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("judge.safetensors");
  }

  @Test
  void withoutAnyThatIsWholeNothingIsRestored() throws IOException {
    assertThat(checkpoints.restoreNewest(training.parts(), w -> {})).isEmpty();
    Files.delete(save(2).resolve("SHA256SUMS"));
    assertThatThrownBy(() -> checkpoints.restoreNewest(training.parts(), w -> {}))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("step-000002")
        .hasMessageContaining("SHA256SUMS");
  }

  @Test
  void aFullDiskLeavesOlderCheckpointsAndNothingElse() throws IOException {
    Path full = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.exists(full), "no /dev/full on this system");
    save(1);
    Map<String, byte[]> before = Runs.files(folder);
    for (int which = 0; which < 6; which++) {
      int failing = which;
      int[] opened = {0};
      Checkpoints onFullDisk =
          new Checkpoints(
              folder.resolve("checkpoints"),
              1,
              file ->
                  opened[0]++ == failing
                      ? FileChannel.open(full, StandardOpenOption.WRITE)
                      : FileChannel.open(
                          file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
      assertThatThrownBy(() -> onFullDisk.save(2, SETTINGS, training.parts()))
          .as("file %d of the checkpoint", failing)
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("step-000002")
          .hasMessageContaining("the disk is full");
      assertThat(Runs.files(folder)).containsOnlyKeys(before.keySet());
    }
    assertThat(checkpoints.restoreNewest(training.parts(), w -> {})).hasValue(1);
  }

  @Test
  void whatReadsBackOtherwiseIsNoCheckpoint() {
    save(1);
    Checkpoints defective =
        new Checkpoints(
            folder.resolve("checkpoints"),
            1,
            file -> {
              Path other = file.resolveSibling("judge.safetensors");
              if (file.endsWith("SHA256SUMS")) {
                byte[] bytes = Files.readAllBytes(other);
                bytes[bytes.length - 1] ^= 1;
                Files.write(other, bytes);
              }
              return FileChannel.open(
                  file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            });
    assertThatThrownBy(() -> defective.save(2, SETTINGS, training.parts()))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("step-000002/judge.safetensors reads back otherwise");
    assertThat(checkpoints.steps()).containsExactly(1L);
    assertThat(checkpoints.restoreNewest(training.parts(), w -> {})).hasValue(1);
  }

  @Test
  void aValueThatIsNotFiniteIsNeverSaved(Device device) {
    save(1);
    Tensor weight = Objects.requireNonNull(training.judge.parameters().get("0.weight_orig"));
    weight.assign(device.fill(weight.dtype(), weight.shape(), Double.NaN));
    assertThatThrownBy(() -> save(2))
        .isInstanceOf(DivergenceException.class)
        .hasMessageContaining("0.weight_orig of judge");
    assertThat(checkpoints.steps()).containsExactly(1L);
  }

  @Test
  void leftoversAreDeletedAndNothingElse() throws IOException {
    save(1);
    Map<String, byte[]> before = Runs.files(folder);
    Path leftover =
        Files.createDirectories(folder.resolve("checkpoints/.step-000002-abc.tmp/inner"));
    Files.writeString(leftover.resolve("half"), "x");
    checkpoints.deleteLeftovers();
    assertThat(Runs.files(folder)).containsOnlyKeys(before.keySet());
    assertThat(folder.resolve("checkpoints/.step-000002-abc.tmp")).doesNotExist();
  }

  @Test
  void otherPartsAreRefusedByName() {
    save(1);
    List<Part> renamed =
        List.of(
            new Part("cleaner", training.cleaner, training.adam),
            new Part("critic", training.judge, training.sgd));
    assertThatThrownBy(() -> checkpoints.restore(1, renamed))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("[cleaner, judge]")
        .hasMessageContaining("[cleaner, critic]");
    List<Part> swapped =
        List.of(
            new Part("cleaner", training.judge, training.sgd),
            new Part("judge", training.cleaner, training.adam));
    assertThatThrownBy(() -> checkpoints.restore(1, swapped))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("cleaner.safetensors does not fit cleaner");
  }
}
