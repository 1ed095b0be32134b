package dev.sosia.engine.op;

import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/// Computations in which a gradient is itself part of what is differentiated.
public final class Composites {
  private Composites() {}

  /// How far the gradient of a critic is from where it should be (WGAN-GP, Gulrajani et al. 2017;
  /// with `center` 0 the R1 penalty of Mescheder et al. 2018). With g the gradient of
  /// `sum(critic(x))` by x, a row for each sample: the mean of `(|g| - center)^2`, and where center
  /// is 0 half the mean of `|g|^2`, which needs no root and so has a gradient at g = 0.
  ///
  /// The result can be differentiated by x, if it was computed from something, and by all that
  /// `critic` uses.
  ///
  /// @param x `[N, ..]`
  /// @param critic from x to one or more numbers a sample
  public static Tensor gradientPenalty(Tensor x, UnaryOperator<Tensor> critic, double center) {
    Tensor g;
    try (Autograd.Mode _ = Autograd.recording()) {
      Tensor at = x.requiresGrad() ? x : x.detach().requiresGrad(true);
      Tensor y = Reductions.sum(critic.apply(at));
      g = Autograd.grad(y, List.of(at), true).getFirst();
    }
    Tensor squares = Reductions.sum(Elementwise.square(Shapes.reshape(g, x.dim(0), -1)), false, 1);
    if (center == 0) {
      return Elementwise.scale(Reductions.mean(squares), 0.5);
    }
    Tensor norms = Reductions.norm(Shapes.reshape(g, x.dim(0), -1), 2, false, 1);
    return Reductions.mean(Elementwise.square(Elementwise.shift(norms, -center)));
  }

  /// A point between `real` and `fake` for each sample: `alpha real + (1 - alpha) fake`, `alpha`
  /// being `[N, 1, 1, 1]`.
  public static Tensor between(Tensor real, Tensor fake, Tensor alpha) {
    Tensor rest = Elementwise.shift(Elementwise.neg(alpha), 1);
    return Elementwise.add(Elementwise.mul(alpha, real), Elementwise.mul(rest, fake));
  }
}
