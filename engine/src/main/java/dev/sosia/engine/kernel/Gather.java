package dev.sosia.engine.kernel;

import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import java.util.List;

/// `y[.., i, ..] = x[.., index[.., i, ..], ..]` along `dim`. Inputs: x of any type, index (I64) of
/// the same rank and, except along `dim`, not larger. The result has the shape of index. An index
/// outside of x is an error that names it.
public record Gather(int dim) implements Kernel {
  @Override
  public String name() {
    return "gather";
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    require(inputs.size() == 2, "takes x and index", inputs);
    Shape x = inputs.get(0).shape();
    Shape index = inputs.get(1).shape();
    require(inputs.get(1).dtype() == DType.I64, "the index must be I64", inputs);
    require(x.rank() == index.rank() && dim >= 0 && dim < x.rank(), "ranks differ", inputs);
    for (int i = 0; i < x.rank(); i++) {
      require(i == dim || index.dim(i) <= x.dim(i), "index is larger than x", inputs);
    }
    return List.of(inputs.getFirst().with(index));
  }
}
