package dev.sosia.engine.kernel;

import dev.sosia.engine.type.TensorType;
import java.util.List;

/// Every element becomes `value`, converted to the type of the result. No input.
public record Fill(TensorType type, double value) implements Kernel {
  @Override
  public String name() {
    return "fill";
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    require(inputs.isEmpty(), "takes no input", inputs);
    return List.of(type);
  }
}
