package dev.sosia.cli.train;

import dev.sosia.cli.command.SubCommand;
import dev.sosia.engine.error.InputException;
import dev.sosia.landmarks.toyfaces.ToyFaces;
import dev.sosia.trainer.Plan;
import dev.sosia.trainer.RecordSettings;
import dev.sosia.trainer.RunFolder;
import dev.sosia.trainer.Trainer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/// What the commands that train networks have in common.
abstract class NetworkTraining extends SubCommand {
  /// Share of the heap that prepared pictures may fill.
  private static final int HEAP_SHARE = 4;

  @Mixin private TrainingOptions training = new TrainingOptions();

  final TrainingOptions training() {
    return training;
  }

  /// What is trained: the recipe's name, its numbers, where the data are, the seed.
  ///
  /// @param trainer what `config.json` calls it
  record Task<R extends Record>(
      String trainer, String recipeName, R recipe, String data, long seed) {
    SequencedMap<String, Object> settings() {
      SequencedMap<String, Object> all = new LinkedHashMap<>();
      all.put("trainer", trainer);
      all.put("recipe", recipeName);
      all.put("data", data);
      all.put("seed", seed);
      all.put(TrainingOptions.SETTINGS, RecordSettings.of(recipe));
      return all;
    }

    /// What the data set is called in the names of files.
    String dataName() {
      Path last = Path.of(data).getFileName();
      return isDrawn() ? "toyfaces" : last == null ? "" : last.toString();
    }

    boolean isDrawn() {
      return ToyFaces.describedBy(data);
    }
  }

  /// What is asked for of the recipe called `name` (or of what a run was begun with) and what
  /// options change of it.
  ///
  /// @param before the run's `config.json` where it is resumed, else empty
  /// @param dataKinds what there is to learn from, for the message where nothing is said
  final <R extends Record> Task<R> task(
      String trainer, String name, R recipe, Map<String, Object> before, String dataKinds) {
    R own = recipe;
    if (training.recipe() == null) {
      own = RecordSettings.with(own, TrainingOptions.settings(before));
    }
    own = RecordSettings.with(own, training.changes());
    return new Task<>(trainer, name, own, data(before, dataKinds), seed(before));
  }

  /// The recipe that is asked for, by name, or that a run was begun with.
  final String recipeName(Map<String, Object> before, String usual) {
    String asked = training.recipe();
    return asked != null ? asked : text(before, "recipe", usual);
  }

  private String data(Map<String, Object> before, String kinds) {
    String data = training.data();
    if (data == null) {
      data = text(before, "data", "");
    } else if (ToyFaces.describedBy(data)) {
      data = ToyFaces.parse(data).toString();
    } else {
      data = Path.of(data).toAbsolutePath().normalize().toString();
    }
    if (data.isEmpty()) {
      throw new InputException("say by --data what to learn from: " + kinds);
    }
    return data;
  }

  private long seed(Map<String, Object> before) {
    return !options().seedGiven() && before.get("seed") instanceof Number n
        ? n.longValue()
        : options().seed();
  }

  /// A text of a run's `config.json`.
  static String text(Map<String, Object> before, String key, String otherwise) {
    return before.get(key) instanceof String s ? s : otherwise;
  }

  /// What a run in progress was begun with, or nothing.
  final Map<String, Object> before() {
    return training.resume() ? training.begunWith() : Map.of();
  }

  /// Bytes of prepared pictures that may be kept in memory.
  static long pictureBytes() {
    return Runtime.getRuntime().maxMemory() / HEAP_SHARE;
  }

  /// The run's folder, new or to be continued.
  final RunFolder open(SequencedMap<String, Object> settings, Plan plan) {
    return training.resume()
        ? RunFolder.resume(training.out(), settings, plan)
        : RunFolder.create(training.out(), settings, plan);
  }

  final TrainingReport report() {
    return new TrainingReport(console(), options().quiet(), n -> progress("training", n, "steps"));
  }

  /// Trains until the plan's end or a signal, and tells how it ended.
  final void carryOut(Trainer<?> trainer, Plan plan, TrainingReport report, String what) {
    try (StopSignals _ =
        new StopSignals(
            () -> {
              remark("stopping after this step, with a checkpoint; once more ends at once");
              trainer.requestStop();
            })) {
      Trainer.Outcome outcome = trainer.run();
      tell(outcome, plan, report.finished(), what);
    }
  }

  private void tell(
      Trainer.Outcome outcome, Plan plan, SequencedMap<String, Double> last, String what) {
    Path out = training.out();
    if (options().json()) {
      Map<String, @Nullable Object> document = new LinkedHashMap<>();
      document.put("out", out.toString());
      document.put("step", outcome.step());
      document.put("steps", plan.steps());
      document.put("stopped", outcome.stopped());
      document.put("metrics", last);
      printJson(document);
    } else if (outcome.stopped()) {
      print(
          "stopped after step %d of %d; sosia train %s --out %s --resume goes on"
              .formatted(outcome.step(), plan.steps(), what, out));
    } else {
      print("trained until step " + outcome.step() + ": " + out);
    }
  }
}
