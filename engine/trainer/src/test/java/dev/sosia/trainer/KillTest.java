package dev.sosia.trainer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.engine.random.Philox;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Trains 20 steps in one go, and 10 and 10 in processes of which the second is killed in the
/// middle of a save and begun again.
class KillTest {
  private static final int STEPS = 20;
  private static final int HALF = 10;

  @TempDir Path temporary;

  /// What the other process runs: FOLDER STEPS EVERY ANNOUNCED. A save every EVERY steps; `saving`
  /// is printed at the beginning of the save after step ANNOUNCED.
  static final class Child {
    private Child() {}

    public static void main(String[] args) {
      try (Device device = Device.open("reference", 2)) {
        int[] numbers = Arrays.stream(args).skip(1).mapToInt(Integer::parseInt).toArray();
        train(device, Path.of(args[0]), Runs.plan(numbers[0], numbers[1]), numbers[2]);
      }
    }
  }

  private static void train(Device device, Path folder, Plan plan, int announced) {
    boolean[] said = {false};
    try (Scope _ = Scope.open();
        SmallTraining training = new SmallTraining(device, 5);
        RunFolder run = Runs.open(folder, plan)) {
      String start = String.format(".step-%06d-", announced);
      Checkpoints checkpoints =
          new Checkpoints(
              run.checkpoints(),
              plan.keep(),
              file -> {
                String into = String.valueOf(file.getName(file.getNameCount() - 2));
                if (!said[0] && into.startsWith(start)) {
                  said[0] = true;
                  System.out.println("saving");
                }
                return FileChannel.open(
                    file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
              });
      TrainingListener listener = new Runs.Told();
      new Trainer<>(training, SmallTraining.source(5), run, plan, listener, checkpoints).run();
    }
  }

  private static Process start(Path folder, Plan plan, int announced) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            folder.toString(),
            Long.toString(plan.steps()),
            Long.toString(plan.checkpointEvery()),
            Integer.toString(announced))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /// Kills it some time after it has begun to save.
  ///
  /// @return whether it was still alive then
  private static boolean kill(Process child, long afterMicroseconds) throws Exception {
    try (BufferedReader out = child.inputReader(UTF_8)) {
      String line = out.readLine();
      assertThat(line).as("what the process says").isEqualTo("saving");
      LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(afterMicroseconds));
      boolean alive = child.isAlive();
      child.destroyForcibly();
      child.waitFor();
      return alive;
    }
  }

  @Test
  void aRunThatIsKilledInASaveGoesOnToTheSameBytes() throws Exception {
    Path whole = whole();
    Path halves = temporary.resolve("halves");
    Process first = start(halves, Runs.plan(HALF, HALF), 0);
    assertThat(first.waitFor()).isZero();
    var _ = killAndGoOn(halves, whole, new Philox(System.nanoTime(), 0));
  }

  @Test
  @Tag("slow")
  void aHundredTimes() throws Exception {
    Path whole = whole();
    Path half = temporary.resolve("half");
    try (Device device = Device.open("reference", 2)) {
      train(device, half, Runs.plan(HALF, HALF), 0);
    }
    int inSaves = 0;
    for (int round = 0; round < 100; round++) {
      Path halves = temporary.resolve("halves-" + round);
      for (Map.Entry<String, byte[]> file : Runs.files(half).entrySet()) {
        Path copy = halves.resolve(file.getKey());
        Files.createDirectories(copy.getParent());
        Files.write(copy, file.getValue());
      }
      inSaves += killAndGoOn(halves, whole, new Philox(round, 1)) ? 1 : 0;
      Folders.delete(halves);
    }
    assertThat(inSaves).as("kills that left an unfinished save").isGreaterThan(10);
  }

  private Path whole() {
    Path whole = temporary.resolve("whole");
    try (Device device = Device.open("reference", 2)) {
      train(device, whole, Runs.plan(STEPS, STEPS), 0);
    }
    return whole;
  }

  /// @return whether the kill left a save that was not over
  private static boolean killAndGoOn(Path halves, Path whole, Philox random) throws Exception {
    int announced = HALF + 1 + random.nextInt(3);
    long delay = random.nextInt(60_000);
    boolean alive = kill(start(halves, Runs.plan(STEPS, 1), announced), delay);
    String how =
        "seed %d, killed %d us into the save after step %d (alive: %s)"
            .formatted(random.seed(), delay, announced, alive);
    Path checkpoints = halves.resolve("checkpoints");
    boolean inSave = !Folders.entries(checkpoints, n -> n.startsWith(".")).isEmpty();
    try (Device device = Device.open("reference", 2);
        Scope _ = Scope.open();
        SmallTraining training = new SmallTraining(device, 6)) {
      List<String> warnings = new ArrayList<>();
      Checkpoints left = new Checkpoints(checkpoints, 2);
      assertThat(left.restoreNewest(training.parts(), warnings::add).orElse(-1))
          .as(how)
          .isGreaterThanOrEqualTo(announced - 1);
      assertThat(warnings).as(how).isEmpty();
    }
    try (Device device = Device.open("reference", 2)) {
      train(device, halves, Runs.plan(STEPS, STEPS), 0);
    }
    Map<String, byte[]> expected = Runs.files(whole.resolve("checkpoints/step-000020"));
    Map<String, byte[]> found = Runs.files(halves.resolve("checkpoints/step-000020"));
    assertThat(found).as(how).containsOnlyKeys(expected.keySet());
    found.forEach(
        (name, bytes) -> assertThat(bytes).as(how + ": " + name).isEqualTo(expected.get(name)));
    assertThat(losses(halves)).as(how).isEqualTo(losses(whole));
    assertThat(Folders.entries(checkpoints, n -> n.startsWith("."))).as(how).isEmpty();
    return inSave;
  }

  /// The lines of metrics without what a clock says.
  private static List<Map<String, Object>> losses(Path run) throws IOException {
    List<Map<String, Object>> lines = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
      Map<String, Object> numbers = Json.parse(line).orElseThrow();
      numbers.keySet().removeAll(List.of("seconds", "images_per_second"));
      lines.add(numbers);
    }
    assertThat(lines).hasSize(STEPS);
    return lines;
  }
}
