package dev.sosia.engine.kernel;

import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import java.util.List;

/// The transpose of [Conv2d] in its input: inputs dy `[N, O, H', W']`, weight `[O, C/groups, kh,
/// kw]`, output dx `[N, C, inputH, inputW]`. It is the gradient of a convolution by its input, and
/// it is `conv_transpose2d`.
public record Conv2dInputGrad(Window2d window, int inputH, int inputW) implements Kernel {
  @Override
  public String name() {
    return "conv2d_input_grad";
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    requireArithmetic(2, 2, inputs);
    Shape dy = inputs.get(0).shape();
    Shape w = inputs.get(1).shape();
    require(window.isLegal(), "illegal " + window, inputs);
    require(dy.rank() == 4 && w.rank() == 4, "input and weight must have rank 4", inputs);
    require(w.dim(2) > 0 && w.dim(3) > 0, "an empty kernel", inputs);
    require(
        dy.dim(1) == w.dim(0),
        "input has " + dy.dim(1) + " channels, weight expects " + w.dim(0),
        inputs);
    require(w.dim(0) % window.groups() == 0, "channels do not divide by the groups", inputs);
    require(
        dy.dim(2) == window.outH(inputH, w.dim(2)) && dy.dim(3) == window.outW(inputW, w.dim(3)),
        "does not lead back to " + inputH + " x " + inputW,
        inputs);
    Shape dx = Shape.of(dy.dim(0), w.dim(1) * window.groups(), inputH, inputW);
    return List.of(inputs.getFirst().with(dx));
  }
}
