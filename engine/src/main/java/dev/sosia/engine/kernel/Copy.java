package dev.sosia.engine.kernel;

import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.TensorType;
import java.util.List;

/// `y = x`, element by element, converted to `to`. Input and output may have any strides, which
/// makes this the kernel behind contiguous copies, concatenation, casts and writing into slices.
/// Any type converts to any other: to floating point with one rounding (to nearest even), to
/// integers by truncation towards zero, to BOOL by `x != 0`. I64 to I64 keeps all 64 bits.
public record Copy(DType to) implements Kernel {
  @Override
  public String name() {
    return "copy";
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    require(inputs.size() == 1, "takes one input", inputs);
    return List.of(new TensorType(to, inputs.getFirst().shape()));
  }
}
