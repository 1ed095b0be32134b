package dev.sosia.cli.train;

import dev.sosia.ciagan.data.FaceData;
import dev.sosia.ciagan.data.FirstIdentities;
import dev.sosia.ciagan.data.SampleLoader;
import dev.sosia.ciagan.training.CiaganBatches;
import dev.sosia.ciagan.training.CiaganTraining;
import dev.sosia.ciagan.training.Recipe;
import dev.sosia.cli.command.ExitCode;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.trainer.Plan;
import dev.sosia.trainer.RunFolder;
import dev.sosia.trainer.Trainer;
import java.util.Map;
import picocli.CommandLine.Command;

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
public final class TrainCiaganCommand extends NetworkTraining {
  @Override
  protected int run() {
    Map<String, Object> before = before();
    String name = recipeName(before, "code");
    Task<Recipe> task =
        task(
            "ciagan",
            name,
            Recipe.named(name),
            before,
            "a folder with clr, lndm and msk, or toyfaces:ids=40");
    Recipe recipe = task.recipe();
    FaceData data = data(task);
    SampleLoader loader = new SampleLoader(data, recipe.imgSize(), pictureBytes());
    CiaganBatches batches = new CiaganBatches(data, loader, recipe, task.seed());
    Plan plan = training().plan(batches.stepsPerEpoch(), recipe.epochs(), before);
    try (RunFolder run = open(task.settings(), plan);
        Device device = Device.open(options().device().toString(), options().threads());
        Scope _ = Scope.open();
        CiaganTraining ciagan =
            new CiaganTraining(recipe, data, loader, device, task.seed(), exportName(task));
        TrainingReport report = report()) {
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
      carryOut(new Trainer<>(ciagan, batches, run, plan, report), plan, report, "ciagan");
      return ExitCode.DONE;
    }
  }

  private static FaceData data(Task<Recipe> task) {
    FaceData data = FaceData.open(task.data());
    int wanted = task.recipe().identities();
    if (wanted > data.identities()) {
      throw new InputException(
          "%s has %d identities, recipe %s asks for %d: --set identities=0 takes all there are"
              .formatted(data.name(), data.identities(), task.recipeName(), wanted));
    }
    return wanted == 0 ? data : new FirstIdentities(data, wanted);
  }

  private static String exportName(Task<Recipe> task) {
    return CiaganTraining.exportName(task.dataName(), task.recipeName());
  }
}
