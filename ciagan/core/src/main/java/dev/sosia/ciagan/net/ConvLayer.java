package dev.sosia.ciagan.net;

import dev.sosia.engine.nn.ParameterFactory;
import dev.sosia.engine.nn.SpectralConv2d;
import dev.sosia.engine.nn.Unit;
import dev.sosia.engine.op.Resampling;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.Shape;

/// Reflection padding, then a spectrally normalised convolution of stride 1: the size stays.
final class ConvLayer extends Unit {
  private final int padding;
  private final SpectralConv2d conv2d;

  ConvLayer(ParameterFactory factory, int in, int out, int kernel, Start start) {
    Shape shape = Shape.of(out, in, kernel, kernel);
    padding = (kernel - 1) / 2;
    conv2d =
        child(
            "conv2d",
            new SpectralConv2d(
                factory, in, out, kernel, start.weight().apply(shape), start.bias().apply(shape)));
  }

  @Override
  protected Tensor forward(Tensor x) {
    Tensor padded = padding == 0 ? x : Resampling.padReflect(x, padding, padding, padding, padding);
    return conv2d.of(padded);
  }
}
