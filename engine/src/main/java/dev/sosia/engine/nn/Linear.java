package dev.sosia.engine.nn;

import dev.sosia.engine.op.Products;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.Shape;

/// `y = x weight^T + bias`: weight `[out, in]`, bias `[out]`.
public final class Linear extends Unit {
  private final Tensor weight;
  private final Tensor bias;

  public Linear(ParameterFactory factory, int in, int out) {
    this(
        factory,
        in,
        out,
        Initializer.pytorchDefault(Shape.of(out, in)),
        Initializer.pytorchDefault(Shape.of(out, in)));
  }

  public Linear(
      ParameterFactory factory, int in, int out, Initializer weightStart, Initializer biasStart) {
    weight = parameter("weight", factory.values(Shape.of(out, in), weightStart));
    bias = parameter("bias", factory.values(Shape.of(out), biasStart));
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Products.linear(x, weight, bias);
  }
}
