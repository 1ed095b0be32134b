package dev.sosia.ciagan.loss;

import static dev.sosia.engine.op.Elementwise.scale;
import static dev.sosia.engine.op.Elementwise.shift;
import static dev.sosia.engine.op.Elementwise.square;

import dev.sosia.engine.op.Composites;
import dev.sosia.engine.op.Reductions;
import dev.sosia.engine.op.Shapes;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/// The price of a critic whose slope is not 1 (Gulrajani et al. 2017), as CIAGAN's code takes it:
/// at pictures between real and made ones, `lambda * mean over samples of (|g + 1e-16| - 1)^2`, g
/// being the gradient of the critic's answer by the picture. It is differentiable by the critic's
/// parameters, which takes a second backward pass through the first.
public final class GradientPenalty {
  /// Keeps the norm away from 0, added to every component.
  private static final double AWAY_FROM_ZERO = 1e-16;

  private GradientPenalty() {}

  /// The penalty, a number.
  ///
  /// @param real, made `[B, C, H, W]`; no gradient passes to them
  /// @param alpha `[B, 1]`, the share of the real picture in the mixture
  public static Tensor of(
      UnaryOperator<Tensor> critic, Tensor real, Tensor made, Tensor alpha, double lambda) {
    Tensor mixture = mixture(real, made, alpha);
    Tensor answers = Reductions.sum(critic.apply(mixture));
    Tensor g = Autograd.grad(answers, List.of(mixture), true).getFirst();
    Tensor flat = shift(Shapes.reshape(g, g.dim(0), -1), AWAY_FROM_ZERO);
    Tensor off = shift(Reductions.norm(flat, 2, false, 1), -1);
    return scale(Reductions.mean(square(off)), lambda);
  }

  private static Tensor mixture(Tensor real, Tensor made, Tensor alpha) {
    try (var _ = Autograd.noGrad()) {
      Tensor shares = Shapes.reshape(alpha, -1, 1, 1, 1);
      return Composites.between(real, made, shares).requiresGrad(true);
    }
  }
}
