package dev.sosia.ciagan.net;

import static dev.sosia.engine.op.Elementwise.add;
import static dev.sosia.engine.op.Elementwise.relu;

import dev.sosia.engine.nn.InstanceNorm;
import dev.sosia.engine.nn.ParameterFactory;
import dev.sosia.engine.nn.Unit;
import dev.sosia.engine.tensor.Tensor;

/// A residual block that keeps the size; no activation after the sum.
final class Res extends Unit {
  private final ConvLayer conv1;
  private final InstanceNorm in1;
  private final ConvLayer conv2;
  private final InstanceNorm in2;

  Res(ParameterFactory factory, int channels, Start start) {
    conv1 = child("conv1", new ConvLayer(factory, channels, channels, 3, start));
    in1 = child("in1", new InstanceNorm(factory, channels));
    conv2 = child("conv2", new ConvLayer(factory, channels, channels, 3, start));
    in2 = child("in2", new InstanceNorm(factory, channels));
  }

  @Override
  protected Tensor forward(Tensor x) {
    return add(x, in2.of(conv2.of(relu(in1.of(conv1.of(x))))));
  }
}
