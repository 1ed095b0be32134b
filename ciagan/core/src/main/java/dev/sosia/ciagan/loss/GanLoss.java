package dev.sosia.ciagan.loss;

import dev.sosia.engine.op.Elementwise;
import dev.sosia.engine.op.Losses;
import dev.sosia.engine.op.Reductions;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.Shape;

/// What a critic's answers cost when they should say "real" or "made". The generator's step asks
/// for "real" of what it made.
public enum GanLoss {
  /// Least squares (Mao et al. 2017): the mean of (x - t)^2.
  LSGAN,
  /// Cross entropy (Goodfellow et al. 2014) on scores.
  VANILLA,
  /// Wasserstein (Arjovsky et al. 2017): -mean for real, +mean for made.
  WGANGP;

  /// The loss of scores `x` of any shape, a number.
  public Tensor of(Tensor x, boolean real) {
    return switch (this) {
      case LSGAN -> Reductions.mean(Elementwise.square(Elementwise.shift(x, real ? -1 : 0)));
      case VANILLA -> Losses.bceWithLogits(x, target(x, real), null, null, Losses.Reduction.MEAN);
      case WGANGP -> real ? Elementwise.neg(Reductions.mean(x)) : Reductions.mean(x);
    };
  }

  private static Tensor target(Tensor x, boolean real) {
    Shape shape = x.shape();
    return x.device().fill(x.dtype(), shape, real ? 1 : 0);
  }
}
