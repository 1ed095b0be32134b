package dev.sosia.ciagan.net;

import static dev.sosia.engine.op.Elementwise.add;
import static dev.sosia.engine.op.Elementwise.relu;

import dev.sosia.engine.nn.ParameterFactory;
import dev.sosia.engine.nn.Unit;
import dev.sosia.engine.op.Pooling;
import dev.sosia.engine.tensor.Tensor;

/// A residual block that halves the size: two 3x3 convolutions on the right, a 1x1 on the left,
/// both averaged over 2x2. No norm inside.
final class Down extends Unit {
  private final ConvLayer conv_r1;
  private final ConvLayer conv_r2;
  private final ConvLayer conv_l;

  Down(ParameterFactory factory, int in, int out, Start start) {
    conv_r1 = child("conv_r1", new ConvLayer(factory, in, out, 3, start));
    conv_r2 = child("conv_r2", new ConvLayer(factory, out, out, 3, start));
    conv_l = child("conv_l", new ConvLayer(factory, in, out, 1, start));
  }

  @Override
  protected Tensor forward(Tensor x) { // [B, in, H, W]
    Tensor right = halved(conv_r2.of(relu(conv_r1.of(relu(x)))));
    Tensor left = halved(conv_l.of(x));
    return add(left, right); // [B, out, H/2, W/2]
  }

  private static Tensor halved(Tensor x) {
    return Pooling.avgPool2d(x, Pooling.Window.of(2, 2), true);
  }
}
