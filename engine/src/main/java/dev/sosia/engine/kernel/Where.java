package dev.sosia.engine.kernel;

import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import java.util.List;

/// `y = condition ? x0 : x1`, all three broadcast to each other. Inputs: condition (BOOL), x0, x1
/// of one arithmetic type. The branch not taken is never looked at: NaN in it does not show.
public record Where() implements Kernel {
  @Override
  public String name() {
    return "where";
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    require(inputs.size() == 3, "takes condition, x0 and x1", inputs);
    require(inputs.get(0).dtype() == DType.BOOL, "the condition must be BOOL", inputs);
    requireBranches(inputs);
    Shape branches = Shape.broadcast(name(), inputs.get(1).shape(), inputs.get(2).shape());
    Shape shape = Shape.broadcast(name(), inputs.get(0).shape(), branches);
    return List.of(new TensorType(inputs.get(1).dtype(), shape));
  }

  private void requireBranches(List<TensorType> inputs) {
    DType dtype = inputs.get(1).dtype();
    require(dtype.isArithmetic(), "computes in F32 or F64", inputs);
    require(dtype == inputs.get(2).dtype(), "branches of different types", inputs);
  }
}
