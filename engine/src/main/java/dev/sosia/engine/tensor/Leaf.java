package dev.sosia.engine.tensor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a gradient ends: a parameter or an input.
final class Leaf extends Node {
  private final Tensor tensor;

  Leaf(Tensor tensor) {
    super("leaf", List.of(), List.of(tensor.type()), List.of(), _ -> new @Nullable Tensor[0]);
    this.tensor = tensor;
  }

  /// Adds to what the leaf has collected.
  void accumulate(Tensor gradient) {
    Tensor sum = tensor.grad();
    if (sum == null) {
      boolean takeover = gradient.isContiguous() && gradient.storage().isUnshared();
      Tensor own = takeover || gradient.requiresGrad() ? gradient.alias() : copy(gradient);
      tensor.setGrad(own);
    } else {
      Tensor total = Autograd.add(sum, gradient);
      tensor.clearGrad();
      tensor.setGrad(total);
    }
  }

  private static Tensor copy(Tensor t) {
    return t.device().run(new dev.sosia.engine.kernel.Copy(t.dtype()), t);
  }
}
