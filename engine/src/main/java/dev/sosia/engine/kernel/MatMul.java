package dev.sosia.engine.kernel;

import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import java.util.List;

/// `y[.., m, n] = sum over k of a[.., m, k] b[.., k, n]`. Both inputs have the same rank (at least
/// 2) and the same leading sizes; a transposed or repeated matrix is a strided view.
public record MatMul() implements Kernel {
  @Override
  public String name() {
    return "matmul";
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    requireArithmetic(2, 2, inputs);
    Shape a = inputs.get(0).shape();
    Shape b = inputs.get(1).shape();
    int rank = a.rank();
    require(rank >= 2 && rank == b.rank(), "takes two matrices or two equal stacks", inputs);
    for (int i = 0; i < rank - 2; i++) {
      require(a.dim(i) == b.dim(i), "stacks of different sizes", inputs);
    }
    require(a.dim(-1) == b.dim(-2), "inner sizes " + a.dim(-1) + " and " + b.dim(-2), inputs);
    return List.of(inputs.getFirst().with(a.with(rank - 1, b.dim(-1))));
  }
}
