package dev.sosia.cli.verify.ops;

import dev.sosia.cli.verify.harness.Fields;
import dev.sosia.engine.op.Losses;

/// Losses.
final class LossOps {
  private LossOps() {}

  static void addTo(OpTable t) {
    t.single(
        "mse_loss", (in, at) -> Losses.mse(in.tensor("input"), in.tensor("target"), reduction(at)));
    t.single(
        "l1_loss", (in, at) -> Losses.l1(in.tensor("input"), in.tensor("target"), reduction(at)));
    t.single(
        "smooth_l1_loss",
        (in, at) ->
            Losses.smoothL1(
                in.tensor("input"), in.tensor("target"), at.number("beta"), reduction(at)));
    t.single(
        "binary_cross_entropy_with_logits",
        (in, at) ->
            Losses.bceWithLogits(
                in.tensor("input"),
                in.tensor("target"),
                in.optional("weight"),
                in.optional("pos_weight"),
                reduction(at)));
    t.single(
        "cross_entropy",
        (in, at) ->
            Losses.crossEntropy(
                in.tensor("input"),
                in.tensor("target"),
                in.optional("weight"),
                at.integer("ignore_index"),
                at.number("label_smoothing"),
                reduction(at)));
    t.single(
        "nll_loss",
        (in, at) ->
            Losses.nll(
                in.tensor("input"),
                in.tensor("target"),
                in.optional("weight"),
                at.integer("ignore_index"),
                reduction(at)));
    t.single(
        "contrastive_loss",
        (in, at) ->
            Losses.contrastive(
                in.tensor("input1"),
                in.tensor("input2"),
                in.tensor("target"),
                at.number("margin")));
  }

  private static Losses.Reduction reduction(Fields at) {
    return switch (at.text("reduction")) {
      case "mean" -> Losses.Reduction.MEAN;
      case "sum" -> Losses.Reduction.SUM;
      case "none" -> Losses.Reduction.NONE;
      default -> throw at.error("reduction", "mean, sum or none");
    };
  }
}
