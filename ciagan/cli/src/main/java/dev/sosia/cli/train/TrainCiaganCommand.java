package dev.sosia.cli.train;

import dev.sosia.ciagan.data.FaceData;
import dev.sosia.ciagan.data.FirstIdentities;
import dev.sosia.ciagan.data.SampleLoader;
import dev.sosia.ciagan.training.Batch;
import dev.sosia.ciagan.training.CiaganBatches;
import dev.sosia.ciagan.training.CiaganTraining;
import dev.sosia.ciagan.training.Recipe;
import dev.sosia.cli.command.ExitCode;
import dev.sosia.cli.command.SubCommand;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.landmarks.toyfaces.ToyFaces;
import dev.sosia.trainer.Plan;
import dev.sosia.trainer.RecordSettings;
import dev.sosia.trainer.RunFolder;
import dev.sosia.trainer.Trainer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Trains CIAGAN's generator, critic and siamese network.
@Command(
    name = "ciagan",
    description = {
      "Trains CIAGAN. Recipes: code (what the released code does; the default), paper (what the"
          + " text says), study (what the study of 2022 set), demo (narrow networks for the drawn"
          + " people).",
      "DATA is a folder in CIAGAN's layout (clr/, lndm/, msk/), or drawn people:"
          + " toyfaces:ids=40,per-id=60,seed=1,size=178x218."
    })
public final class TrainCiaganCommand extends SubCommand {
  /// Share of the heap that prepared pictures may fill.
  private static final int HEAP_SHARE = 4;

  @Mixin private TrainingOptions training = new TrainingOptions();

  /// What is trained: the recipe's name, its numbers, where the data are, the seed.
  private record Task(String recipeName, Recipe recipe, String data, long seed) {
    SequencedMap<String, Object> settings() {
      SequencedMap<String, Object> all = new LinkedHashMap<>();
      all.put("trainer", "ciagan");
      all.put("recipe", recipeName);
      all.put("data", data);
      all.put("seed", seed);
      all.put(TrainingOptions.SETTINGS, RecordSettings.of(recipe));
      return all;
    }
  }

  @Override
  protected int run() {
    Map<String, Object> before = training.resume() ? training.begunWith() : Map.of();
    Task task = task(before);
    Recipe recipe = task.recipe();
    FaceData data = data(task);
    long bytes = Runtime.getRuntime().maxMemory() / HEAP_SHARE;
    SampleLoader loader = new SampleLoader(data, recipe.imgSize(), bytes);
    CiaganBatches batches = new CiaganBatches(data, loader, recipe, task.seed());
    Plan plan = training.plan(batches.stepsPerEpoch(), recipe.epochs(), before);
    try (RunFolder run =
            training.resume()
                ? RunFolder.resume(training.out(), task.settings(), plan)
                : RunFolder.create(training.out(), task.settings(), plan);
        Device device = Device.open(options().device().toString(), options().threads());
        Scope _ = Scope.open();
        CiaganTraining ciagan =
            new CiaganTraining(recipe, data, loader, device, task.seed(), exportName(task));
        TrainingReport report =
            new TrainingReport(
                console(), options().quiet(), n -> progress("training", n, "steps"))) {
      remark("device: " + device.description() + "; seed: " + task.seed());
      remark(
          "%s: %d identities, %d pictures, %d steps an epoch; recipe %s"
              .formatted(
                  data.name(),
                  data.identities(),
                  data.size(),
                  batches.stepsPerEpoch(),
                  task.recipeName()));
      recipe.quirks(data.identities()).forEach(q -> remark("note: " + q));
      Trainer<Batch> trainer = new Trainer<>(ciagan, batches, run, plan, report);
      try (StopSignals _ =
          new StopSignals(
              () -> {
                remark("stopping after this step, with a checkpoint; once more ends at once");
                trainer.requestStop();
              })) {
        Trainer.Outcome outcome = trainer.run();
        tell(outcome, plan, report.finished());
      }
      return ExitCode.DONE;
    }
  }

  /// What is asked for: the recipe (or what a run was begun with) and what options change of it.
  private Task task(Map<String, Object> before) {
    String asked = training.recipe();
    String name = asked != null ? asked : text(before, "recipe", "code");
    Recipe recipe = Recipe.named(name);
    if (asked == null) {
      recipe = RecordSettings.with(recipe, TrainingOptions.settings(before));
    }
    recipe = RecordSettings.with(recipe, training.changes());
    String data = training.data();
    if (data == null) {
      data = text(before, "data", "");
    } else if (ToyFaces.describedBy(data)) {
      data = ToyFaces.parse(data).toString();
    } else {
      data = Path.of(data).toAbsolutePath().normalize().toString();
    }
    if (data.isEmpty()) {
      throw new InputException(
          "say by --data what to learn from: a folder with clr, lndm and msk, or toyfaces:ids=40");
    }
    long seed =
        !options().seedGiven() && before.get("seed") instanceof Number n
            ? n.longValue()
            : options().seed();
    return new Task(name, recipe, data, seed);
  }

  private static String text(Map<String, Object> before, String key, String otherwise) {
    return before.get(key) instanceof String s ? s : otherwise;
  }

  private static FaceData data(Task task) {
    FaceData data = FaceData.open(task.data());
    int wanted = task.recipe().identities();
    if (wanted > data.identities()) {
      throw new InputException(
          "%s has %d identities, recipe %s asks for %d: --set identities=0 takes all there are"
              .formatted(data.name(), data.identities(), task.recipeName(), wanted));
    }
    return wanted == 0 ? data : new FirstIdentities(data, wanted);
  }

  private static String exportName(Task task) {
    Path last = Path.of(task.data()).getFileName();
    String dataset =
        ToyFaces.describedBy(task.data()) ? "toyfaces" : last == null ? "" : last.toString();
    return CiaganTraining.exportName(dataset, task.recipeName());
  }

  private void tell(Trainer.Outcome outcome, Plan plan, SequencedMap<String, Double> last) {
    if (options().json()) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("out", training.out().toString());
      document.put("step", outcome.step());
      document.put("steps", plan.steps());
      document.put("stopped", outcome.stopped());
      document.put("metrics", last);
      printJson(document);
    } else if (outcome.stopped()) {
      print(
          "stopped after step %d of %d; sosia train ciagan --out %s --resume goes on"
              .formatted(outcome.step(), plan.steps(), training.out()));
    } else {
      print("trained until step " + outcome.step() + ": " + training.out());
    }
  }
}
