package dev.sosia.trainer;

import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Trains the small networks in a folder, and reads what is there.
final class Runs {
  private Runs() {}

  /// Remembers what it is told.
  static final class Told implements TrainingListener {
    final List<Step> steps = new ArrayList<>();
    final List<Long> saved = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();

    @Override
    public void stepped(Step step) {
      steps.add(step);
    }

    @Override
    public void saved(long step, Path checkpoint) {
      saved.add(step);
    }

    @Override
    public void warning(String sentence) {
      warnings.add(sentence);
    }
  }

  static Plan plan(long steps, long checkpointEvery) {
    return new Plan(steps, checkpointEvery, 2, 0, 0, 2);
  }

  static Map<String, ?> settings(long seed) {
    return Map.of("seed", seed);
  }

  /// Begins or continues the run in `folder`.
  static Trainer.Outcome train(Device device, Path folder, Plan plan, TrainingListener listener) {
    return train(device, folder, plan, listener, SmallTraining.source(5));
  }

  /// The same with other batches.
  static Trainer.Outcome train(
      Device device,
      Path folder,
      Plan plan,
      TrainingListener listener,
      BatchSource<float[]> source) {
    try (Scope _ = Scope.open();
        SmallTraining training = new SmallTraining(device, 5);
        RunFolder run = open(folder, plan)) {
      return new Trainer<>(training, source, run, plan, listener).run();
    }
  }

  static RunFolder open(Path folder, Plan plan) {
    return Files.exists(folder.resolve("config.json"))
        ? RunFolder.resume(folder, settings(5), plan)
        : RunFolder.create(folder, settings(5), plan);
  }

  /// All files below `folder`, by their path in it.
  static Map<String, byte[]> files(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }
}
