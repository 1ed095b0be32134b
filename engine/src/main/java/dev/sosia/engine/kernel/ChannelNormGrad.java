package dev.sosia.engine.kernel;

import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import java.util.List;

/// The gradient of [ChannelNorm] in one go. Inputs: dy and x `[N, C, ..]`, mean and variance as the
/// forward pass gave them, and optionally weight `[C]`. Outputs: dx like x, dweight `[C]`, dbias `[C]`.
/// With `xhat = (x - mean) * rstd`, `g = dy * weight` and means over what the statistics were taken of:
///
///     dx = rstd * (g - mean(g) - xhat * mean(g * xhat)),   dweight = sum dy * xhat,   dbias = sum dy
public record ChannelNormGrad(ChannelNorm forward) implements Kernel {
  @Override
  public String name() {
    return forward.name() + "_grad";
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    requireArithmetic(4, 5, inputs);
    Shape x = inputs.get(1).shape();
    require(x.rank() >= 2, "input must be [N, C, ..]", inputs);
    requireShape(0, "dy", x, inputs);
    requireShape(2, "mean", forward.statistics(x), inputs);
    requireShape(3, "variance", forward.statistics(x), inputs);
    Shape channels = Shape.of(x.dim(1));
    if (inputs.size() == 5) {
      requireShape(4, "weight", channels, inputs);
    }
    TensorType parameter = inputs.getFirst().with(channels);
    return List.of(inputs.getFirst(), parameter, parameter);
  }
}
