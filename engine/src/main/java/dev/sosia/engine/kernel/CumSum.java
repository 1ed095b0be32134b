package dev.sosia.engine.kernel;

import dev.sosia.engine.type.TensorType;
import java.util.List;

/// Running sums along `dim`: `y[i] = x[0] + .. + x[i]`, or with `reverse` `x[i] + .. + x[n-1]`.
public record CumSum(int dim, boolean reverse) implements Kernel {
  @Override
  public String name() {
    return "cumsum";
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    requireArithmetic(1, 1, inputs);
    int rank = inputs.getFirst().shape().rank();
    require(dim >= 0 && dim < rank, "no dimension " + dim, inputs);
    return List.of(inputs.getFirst());
  }
}
