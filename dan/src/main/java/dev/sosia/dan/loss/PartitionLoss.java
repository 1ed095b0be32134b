package dev.sosia.dan.loss;

import static dev.sosia.engine.op.Elementwise.log;
import static dev.sosia.engine.op.Elementwise.reciprocal;
import static dev.sosia.engine.op.Elementwise.scale;
import static dev.sosia.engine.op.Elementwise.shift;

import dev.sosia.engine.op.Reductions;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.Shape;

/// Keeps attention heads from agreeing: `log(1 + H/(v + eps))`, v being the mean over samples and
/// features of the unbiased variance over the H heads. 0 for one head.
public final class PartitionLoss {
  private static final double EPS = Math.ulp(1.0);

  private PartitionLoss() {}

  /// The loss of heads `[B, H, D]` (after their log-softmax), a number.
  public static Tensor of(Tensor heads) {
    int h = heads.dim(1);
    if (h == 1) {
      return heads.device().zeros(heads.dtype(), Shape.SCALAR);
    }
    Tensor v = Reductions.mean(Reductions.var(heads, true, false, 1));
    return log(shift(scale(reciprocal(shift(v, EPS)), h), 1));
  }
}
