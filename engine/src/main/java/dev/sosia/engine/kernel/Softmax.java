package dev.sosia.engine.kernel;

import dev.sosia.engine.type.TensorType;
import java.util.List;

/// `y = exp(x - max) / sum exp(x - max)` along `dim`, or with `log` its logarithm, computed as `(x
/// - max) - log(sum exp(x - max))`.
public record Softmax(int dim, boolean log) implements Kernel {
  @Override
  public String name() {
    return log ? "log_softmax" : "softmax";
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    requireArithmetic(1, 1, inputs);
    int rank = inputs.getFirst().shape().rank();
    require(dim >= 0 && dim < rank, "no dimension " + dim, inputs);
    return List.of(inputs.getFirst());
  }
}
