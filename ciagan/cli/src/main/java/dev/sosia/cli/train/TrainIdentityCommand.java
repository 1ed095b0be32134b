package dev.sosia.cli.train;

import dev.sosia.cli.command.ExitCode;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.landmarks.toyfaces.ToyFaces;
import dev.sosia.study.identity.training.IdentityBatch;
import dev.sosia.study.identity.training.IdentityBatches;
import dev.sosia.study.identity.training.IdentityRecipe;
import dev.sosia.study.identity.training.IdentityTraining;
import dev.sosia.study.identity.training.ToyIdentities;
import dev.sosia.trainer.Plan;
import dev.sosia.trainer.RunFolder;
import dev.sosia.trainer.Trainer;
import java.util.Map;
import picocli.CommandLine.Command;

/// Trains the study's judge of identity.
@Command(
    name = "identity",
    description = {
      "Trains the embedding by which the study finds people again: the judge of"
          + " re-identification, never a part of CIAGAN's training.",
      "DATA is drawn people: toyfaces:ids=1000,per-id=10,seed=7. The last tenth of them is for"
          + " validation. Use people of a seed that no generator was trained on."
    })
public final class TrainIdentityCommand extends NetworkTraining {
  private static final int HELD_OUT = 10;
  private static final long WATCH_EVERY = 250;

  @Override
  protected int run() {
    Map<String, Object> before = before();
    String name = recipeName(before, IdentityRecipe.NAME);
    if (!name.equals(IdentityRecipe.NAME)) {
      throw new InputException("there is no recipe " + name + ": use " + IdentityRecipe.NAME);
    }
    Task<IdentityRecipe> task =
        task("identity", name, IdentityRecipe.DEMO, before, "toyfaces:ids=1000,per-id=10,seed=7");
    ToyFaces people = ToyFaces.parse(task.data());
    int held = people.ids() / HELD_OUT;
    int cut = people.ids() - held;
    ToyIdentities train = new ToyIdentities(people, 0, cut);
    ToyIdentities validation = new ToyIdentities(people, cut, people.ids());
    IdentityRecipe recipe = task.recipe();
    IdentityBatches batches = new IdentityBatches(train, recipe.batch(), task.seed());
    int epochs = Math.ceilDiv(recipe.steps(), Math.toIntExact(batches.stepsPerEpoch()));
    Plan plan = training().plan(batches.stepsPerEpoch(), epochs, before).watchingEvery(WATCH_EVERY);
    try (RunFolder run = open(task.settings(), plan);
        Device device = Device.open(options().device().toString(), options().threads());
        Scope _ = Scope.open();
        IdentityTraining identity =
            new IdentityTraining(recipe, train.people(), validation, device, task.seed());
        TrainingReport report = report()) {
      remark("device: " + device.description() + "; seed: " + task.seed());
      remark(
          "%s: %d people to learn from, %d for validation; %d steps an epoch"
              .formatted(people, train.people(), held, batches.stepsPerEpoch()));
      Trainer<IdentityBatch> trainer = new Trainer<>(identity, batches, run, plan, report);
      carryOut(trainer, plan, report, "identity");
      return ExitCode.DONE;
    }
  }
}
