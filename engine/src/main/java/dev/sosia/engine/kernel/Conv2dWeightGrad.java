package dev.sosia.engine.kernel;

import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import java.util.List;

/// The gradient of [Conv2d] by its weight: inputs x `[N, C, H, W]`, dy `[N, O, H', W']`, output dw
/// `[O, C/groups, kernelH, kernelW]`.
public record Conv2dWeightGrad(Window2d window, int kernelH, int kernelW) implements Kernel {
  @Override
  public String name() {
    return "conv2d_weight_grad";
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    requireArithmetic(2, 2, inputs);
    Shape x = inputs.get(0).shape();
    Shape dy = inputs.get(1).shape();
    int groups = window.groups();
    require(window.isLegal() && kernelH > 0 && kernelW > 0, "illegal " + window, inputs);
    require(x.rank() == 4 && dy.rank() == 4, "both inputs must have rank 4", inputs);
    require(x.dim(0) == dy.dim(0), "batches of different size", inputs);
    require(x.dim(1) % groups == 0 && dy.dim(1) % groups == 0, "channels and groups", inputs);
    require(
        dy.dim(2) == window.outH(x.dim(2), kernelH) && dy.dim(3) == window.outW(x.dim(3), kernelW),
        "sizes do not belong to a " + kernelH + " x " + kernelW + " kernel",
        inputs);
    return List.of(
        inputs.getFirst().with(Shape.of(dy.dim(1), x.dim(1) / groups, kernelH, kernelW)));
  }
}
