package dev.sosia.engine.nn;

import dev.sosia.engine.kernel.Window2d;
import dev.sosia.engine.op.Convolutions;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.Shape;
import org.jspecify.annotations.Nullable;

/// 2-D convolution: `weight [out, in, kh, kw]`, `bias [out]` where there is one.
public final class Conv2d extends Unit {
  private final Window2d window;
  private final Tensor weight;
  private final @Nullable Tensor bias;

  /// A square kernel.
  public Conv2d(
      ParameterFactory factory,
      int in,
      int out,
      int kernel,
      int stride,
      int padding,
      boolean withBias) {
    this(
        factory,
        Shape.of(out, in, kernel, kernel),
        Window2d.of(stride, padding),
        withBias,
        Initializer.pytorchDefault(Shape.of(out, in, kernel, kernel)),
        Initializer.pytorchDefault(Shape.of(out, in, kernel, kernel)));
  }

  /// Any kernel and start values.
  public Conv2d(
      ParameterFactory factory,
      Shape shape,
      Window2d window,
      boolean withBias,
      Initializer weightStart,
      Initializer biasStart) {
    this.window = window;
    this.weight = parameter("weight", factory.values(shape, weightStart));
    this.bias =
        withBias ? parameter("bias", factory.values(Shape.of(shape.dim(0)), biasStart)) : null;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Convolutions.conv2d(x, weight, bias, window);
  }
}
