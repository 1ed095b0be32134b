package dev.sosia.engine.kernel;

import dev.sosia.engine.type.TensorType;
import java.util.List;

/// One step of Adam (Kingma and Ba 2015) or, with `decoupled`, AdamW (Loshchilov and Hutter 2019).
/// Inputs: parameter, gradient, m, v and, with `amsgrad`, the largest v so far; outputs, in place:
/// parameter, m, v (, largest v). `step` counts from 1.
///
///     decoupled: p *= 1 - lr * weightDecay      else: g += weightDecay * p
///     m = beta1 m + (1 - beta1) g;  v = beta2 v + (1 - beta2) g^2
///     p -= lr / (1 - beta1^step) * m / (sqrt(v) / sqrt(1 - beta2^step) + eps)
public record AdamStep(
    double lr,
    double beta1,
    double beta2,
    double eps,
    double weightDecay,
    boolean decoupled,
    boolean amsgrad,
    long step)
    implements Kernel {
  @Override
  public String name() {
    return decoupled ? "adamw_step" : "adam_step";
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    int count = amsgrad ? 5 : 4;
    requireArithmetic(count, count, inputs);
    TensorType p = inputs.getFirst();
    for (int i = 1; i < count; i++) {
      requireShape(i, "gradient or state", p.shape(), inputs);
    }
    return amsgrad ? List.of(p, p, p, p) : List.of(p, p, p);
  }
}
