package dev.sosia.engine.optim;

import dev.sosia.engine.op.Elementwise;
import dev.sosia.engine.op.Reductions;
import dev.sosia.engine.op.Shapes;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/// What can be done to the gradients of parameters between backward pass and step.
public final class Gradients {
  private Gradients() {}

  /// Shortens the gradients of `parameters`, in place, so that all of them together are not longer
  /// than `maxNorm`: each is multiplied by `min(1, maxNorm / (total + 1e-6))`. Parameters without a
  /// gradient are left out.
  ///
  /// @param parameters at least one
  /// @param p which norm, from 1; infinity is the largest magnitude
  /// @return the total norm before, of rank 0; 0 if there is no gradient
  public static Tensor clipNorm(Collection<Tensor> parameters, double maxNorm, double p) {
    try (Scope work = Scope.open();
        Autograd.Mode _ = Autograd.noGrad()) {
      Tensor total = norm(parameters, p);
      Tensor share =
          Elementwise.scale(Elementwise.reciprocal(Elementwise.shift(total, 1e-6)), maxNorm);
      Tensor factor = Elementwise.clamp(share, Double.NEGATIVE_INFINITY, 1);
      for (Tensor g : collected(parameters)) {
        g.assign(Elementwise.mul(g, factor));
      }
      return work.keep(total);
    }
  }

  /// How long the gradients of `parameters` are, all of them together. Parameters without a
  /// gradient are left out.
  ///
  /// @param parameters at least one
  /// @param p which norm, from 1; infinity is the largest magnitude
  /// @return of rank 0; 0 if there is no gradient
  public static Tensor norm(Collection<Tensor> parameters, double p) {
    try (Scope work = Scope.open();
        Autograd.Mode _ = Autograd.noGrad()) {
      List<Tensor> norms = new ArrayList<>();
      for (Tensor g : collected(parameters)) {
        try (Scope one = Scope.open()) { // powers of one gradient at a time
          norms.add(one.keep(Reductions.norm(g, p, false)));
        }
      }
      if (norms.isEmpty()) {
        Tensor any = parameters.iterator().next();
        return work.keep(any.device().zeros(any.dtype(), Shape.SCALAR));
      }
      return work.keep(Reductions.norm(Shapes.stack(norms, 0), p, false));
    }
  }

  private static List<Tensor> collected(Collection<Tensor> parameters) {
    return parameters.stream().map(Tensor::grad).filter(Objects::nonNull).toList();
  }
}
