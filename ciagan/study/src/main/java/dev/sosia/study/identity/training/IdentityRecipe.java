package dev.sosia.study.identity.training;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.optim.Adam;
import dev.sosia.study.identity.IdentityNet;

/// The numbers of a training. Each can be set by its name in small letters with underscores.
///
/// @param width factor on the network's channels
/// @param outputs numbers in an embedding
/// @param batch faces in a batch, from 2
/// @param scale what cosines are multiplied by before the softmax
/// @param margin taken off the cosine to the right person
/// @param learningRate of Adam at first
/// @param weightDecay of Adam
/// @param cosineSteps after how many steps the learning rate has gone down to a hundredth, along a
///   cosine; it stays there
/// @param steps how long to train, if nothing else is said
public record IdentityRecipe(
    double width,
    int outputs,
    int batch,
    double scale,
    double margin,
    double learningRate,
    double weightDecay,
    int cosineSteps,
    int steps) {
  /// The name of the only recipe.
  public static final String NAME = "demo";

  /// What the judge that ships was trained by.
  public static final IdentityRecipe DEMO =
      new IdentityRecipe(1, 64, 32, 20, 0.15, 2e-3, 1e-5, 4000, 4000);

  /// Checks the numbers.
  ///
  /// @throws InputException naming the one that is out of its range
  public IdentityRecipe {
    var _ = new IdentityNet.Config(width, outputs);
    if (batch < 2) {
      throw new InputException("batch is at least 2, since batch normalisation needs two faces");
    }
    if (!(scale > 0) || !(margin >= 0 && margin < 1)) {
      throw new InputException("scale is above 0 and margin 0 to below 1");
    }
    if (cosineSteps < 1 || steps < 1) {
      throw new InputException("cosine_steps and steps are at least 1");
    }
    var _ = options(learningRate, weightDecay);
  }

  /// How the network is built.
  public IdentityNet.Config network() {
    return new IdentityNet.Config(width, outputs);
  }

  /// Adam's numbers at first.
  Adam.Options adam() {
    return options(learningRate, weightDecay);
  }

  private static Adam.Options options(double lr, double decay) {
    return new Adam.Options(lr, 0.9, 0.999, 1e-8, decay, false, false);
  }

  /// The learning rate of a step, the first being 0.
  double rate(long step) {
    double gone = Math.min(1, (double) step / cosineSteps);
    double least = learningRate / 100;
    return least + (learningRate - least) * (1 + Math.cos(Math.PI * gone)) / 2;
  }
}
