package dev.sosia.ciagan.net;

import static dev.sosia.engine.op.Elementwise.add;
import static dev.sosia.engine.op.Elementwise.relu;

import dev.sosia.engine.nn.InstanceNorm;
import dev.sosia.engine.nn.ParameterFactory;
import dev.sosia.engine.nn.Unit;
import dev.sosia.engine.op.Resampling;
import dev.sosia.engine.tensor.Tensor;

/// A residual block that doubles the size by repeating pixels: norm, ReLU, convolution twice on the
/// right, a 1x1 convolution on the left.
final class Up extends Unit {
  private final InstanceNorm norm_r1;
  private final ConvLayer conv_r1;
  private final InstanceNorm norm_r2;
  private final ConvLayer conv_r2;
  private final ConvLayer conv_l;

  Up(ParameterFactory factory, int in, int out, Start start) {
    norm_r1 = child("norm_r1", new InstanceNorm(factory, in));
    conv_r1 = child("conv_r1", new ConvLayer(factory, in, out, 3, start));
    norm_r2 = child("norm_r2", new InstanceNorm(factory, out));
    conv_r2 = child("conv_r2", new ConvLayer(factory, out, out, 3, start));
    conv_l = child("conv_l", new ConvLayer(factory, in, out, 1, start));
  }

  @Override
  protected Tensor forward(Tensor x) { // [B, in, H, W]
    Tensor right = conv_r1.of(doubled(relu(norm_r1.of(x))));
    right = conv_r2.of(relu(norm_r2.of(right)));
    Tensor left = conv_l.of(doubled(x));
    return add(left, right); // [B, out, 2H, 2W]
  }

  private static Tensor doubled(Tensor x) {
    return Resampling.nearest(x, 2.0, 2.0);
  }
}
