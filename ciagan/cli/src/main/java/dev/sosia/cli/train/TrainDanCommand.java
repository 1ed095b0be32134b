package dev.sosia.cli.train;

import dev.sosia.cli.command.ExitCode;
import dev.sosia.dan.data.ExpressionData;
import dev.sosia.dan.data.FaceLoader;
import dev.sosia.dan.training.DanBatches;
import dev.sosia.dan.training.DanTraining;
import dev.sosia.dan.training.Recipe;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.trainer.Plan;
import dev.sosia.trainer.RunFolder;
import dev.sosia.trainer.Trainer;
import dev.sosia.weights.Checkpoint;
import dev.sosia.weights.StateDict;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Trains DAN to read expressions.
@Command(
    name = "dan",
    description = {
      "Trains DAN. Recipes: rafdb (as published, with 8 centers for 7 classes; the default),"
          + " rafdb-corrected, affectnet7, affectnet8, demo (a narrow network for the drawn"
          + " people).",
      "DATA is a folder in RAF-DB's layout (EmoLabel/, Image/aligned/) or AffectNet's (train/0..7,"
          + " val/0..7), or drawn people: toyfaces:ids=40,per-id=60,seed=1."
    })
public final class TrainDanCommand extends NetworkTraining {
  private static final String TRUNK = "trunk";

  @Option(
      names = "--trunk",
      paramLabel = "FILE",
      description =
          "A whole ResNet-18 under torchvision's names to begin with, as the original does"
              + " (default: random values).")
  private @Nullable Path trunk;

  @Override
  protected int run() {
    Map<String, Object> before = before();
    String name = recipeName(before, "rafdb");
    Task<Recipe> task =
        task(
            "dan",
            name,
            Recipe.named(name),
            before,
            "a folder in RAF-DB's or AffectNet's layout, or toyfaces:ids=40");
    Recipe recipe = task.recipe();
    ExpressionData data = ExpressionData.open(task.data(), recipe.labels());
    FaceLoader train = new FaceLoader(data.train(), recipe.imgSize(), pictureBytes());
    FaceLoader validation = new FaceLoader(data.validation(), recipe.imgSize(), pictureBytes() / 4);
    DanBatches batches = new DanBatches(train, data.name(), recipe, task.seed());
    Plan plan =
        training()
            .plan(batches.stepsPerEpoch(), recipe.epochs(), before)
            .watchingEvery(batches.stepsPerEpoch());
    try (RunFolder run = open(settings(task, before), plan);
        Device device = Device.open(options().device().toString(), options().threads());
        Scope _ = Scope.open();
        DanTraining dan =
            new DanTraining(
                recipe,
                validation,
                task.isDrawn(),
                device,
                task.seed(),
                batches.stepsPerEpoch(),
                run.export());
        TrainingReport report = report()) {
      remark("device: " + device.description() + "; seed: " + task.seed());
      remark(
          "%s: %d faces to learn from, %d for validation, labels %s; %d steps an epoch; recipe %s"
              .formatted(
                  data.name(),
                  data.train().size(),
                  data.validation().size(),
                  recipe.labels().word(),
                  batches.stepsPerEpoch(),
                  task.recipeName()));
      recipe.quirks().forEach(q -> remark("note: " + q));
      data.remarks().forEach(r -> remark("note: " + r));
      if (trunk != null) {
        try (Checkpoint checkpoint = Checkpoint.open(trunk)) {
          dan.beginWith(StateDict.of(checkpoint), trunk.toString());
        }
      }
      carryOut(new Trainer<>(dan, batches, run, plan, report), plan, report, "dan");
      return ExitCode.DONE;
    }
  }

  private SequencedMap<String, Object> settings(Task<Recipe> task, Map<String, Object> before) {
    SequencedMap<String, Object> all = new LinkedHashMap<>(task.settings());
    String file =
        trunk == null ? text(before, TRUNK, "") : trunk.toAbsolutePath().normalize().toString();
    if (!file.isEmpty()) {
      all.put(TRUNK, file);
    }
    return all;
  }
}
