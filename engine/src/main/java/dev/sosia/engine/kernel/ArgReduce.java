package dev.sosia.engine.kernel;

import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.TensorType;
import java.util.List;

/// Where the largest (or smallest) element lies along `dim`: I64, with `dim` kept at size 1. The
/// first of equal values; the first NaN where there is one.
public record ArgReduce(boolean largest, int dim) implements Kernel {
  @Override
  public String name() {
    return largest ? "argmax" : "argmin";
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    requireArithmetic(1, 1, inputs);
    var shape = inputs.getFirst().shape();
    require(dim >= 0 && dim < shape.rank(), "no dimension " + dim, inputs);
    require(shape.dim(dim) > 0, "of nothing along dimension " + dim, inputs);
    return List.of(new TensorType(DType.I64, shape.with(dim, 1)));
  }
}
