package dev.sosia.engine.kernel;

import dev.sosia.engine.type.TensorType;
import java.util.List;

/// One step of stochastic gradient descent with momentum (Sutskever et al. 2013, in PyTorch's form).
/// Inputs: parameter, gradient and, if `momentum` is not 0, the momentum buffer; outputs, in place:
/// parameter and buffer. `first` says that the buffer has no value yet.
///
///     g += weightDecay * p
///     buffer = first ? g : momentum * buffer + (1 - dampening) * g
///     g = nesterov ? g + momentum * buffer : buffer
///     p -= lr * g
public record SgdStep(
    double lr,
    double momentum,
    double dampening,
    double weightDecay,
    boolean nesterov,
    boolean first)
    implements Kernel {
  @Override
  public String name() {
    return "sgd_step";
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    int count = momentum == 0 ? 2 : 3;
    requireArithmetic(count, count, inputs);
    TensorType p = inputs.getFirst();
    for (int i = 1; i < count; i++) {
      requireShape(i, "gradient or state", p.shape(), inputs);
    }
    return momentum == 0 ? List.of(p) : List.of(p, p);
  }
}
