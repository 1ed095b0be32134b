package dev.sosia.engine.kernel;

import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import java.util.List;

/// `y = x; y[.., index[.., i, ..], ..] += source[.., i, ..]` along `dim`: the transpose of
/// [Gather]. Inputs: x, index (I64), source of index's shape. Additions to one place happen in
/// row-major order of the index, for any number of threads. An index outside of x is an error that
/// names it.
public record ScatterAdd(int dim) implements Kernel {
  @Override
  public String name() {
    return "scatter_add";
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    require(inputs.size() == 3, "takes x, index and source", inputs);
    Shape x = inputs.get(0).shape();
    Shape index = inputs.get(1).shape();
    DType dtype = inputs.get(0).dtype();
    require(dtype.isArithmetic() && dtype == inputs.get(2).dtype(), "types differ", inputs);
    require(inputs.get(1).dtype() == DType.I64, "the index must be I64", inputs);
    requireShape(2, "source", index, inputs);
    require(x.rank() == index.rank() && dim >= 0 && dim < x.rank(), "ranks differ", inputs);
    for (int i = 0; i < x.rank(); i++) {
      require(i == dim || index.dim(i) <= x.dim(i), "index is larger than x", inputs);
    }
    return List.of(inputs.getFirst());
  }
}
