package dev.sosia.engine.kernel;

import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import java.util.List;

/// 2-D cross-correlation. Inputs: x `[N, C, H, W]`, weight `[O, C/groups, kh, kw]`, optional bias
/// `[O]`. Output `[N, O, H', W']`:
///
///     y[n, o, i, j] = bias[o] + sum over c, a, b of
///         x[n, c, i*strideH + a*dilationH - padH, j*strideW + b*dilationW - padW] * weight[o, c, a, b]
///
/// c running over the channels of o's group, x being 0 outside.
public record Conv2d(Window2d window) implements Kernel {
  @Override
  public String name() {
    return "conv2d";
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    requireArithmetic(2, 3, inputs);
    Shape x = inputs.get(0).shape();
    Shape w = inputs.get(1).shape();
    require(window.isLegal(), "illegal " + window, inputs);
    require(x.rank() == 4, "input must be [N, C, H, W]", inputs);
    require(w.rank() == 4, "weight must be [O, C/groups, kh, kw]", inputs);
    require(w.dim(2) > 0 && w.dim(3) > 0, "an empty kernel", inputs);
    int groups = window.groups();
    require(
        x.dim(1) == w.dim(1) * groups,
        "input has " + x.dim(1) + " channels, weight expects " + w.dim(1) * groups,
        inputs);
    require(w.dim(0) % groups == 0, "outputs do not divide by " + groups + " groups", inputs);
    if (inputs.size() == 3) {
      requireShape(2, "bias", Shape.of(w.dim(0)), inputs);
    }
    int h = window.outH(x.dim(2), w.dim(2));
    int v = window.outW(x.dim(3), w.dim(3));
    require(h > 0 && v > 0, "the kernel is larger than the padded input", inputs);
    return List.of(inputs.getFirst().with(Shape.of(x.dim(0), w.dim(0), h, v)));
  }
}
