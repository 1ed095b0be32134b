package dev.sosia.engine.nn;

import dev.sosia.engine.op.Normalizations;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.Shape;

/// Instance normalisation of `[N, channels, ..]` with weight and bias, without running statistics:
/// the same in training and inference.
public final class InstanceNorm extends Unit {
  private static final double EPS = 1e-5;

  private final Tensor weight;
  private final Tensor bias;

  public InstanceNorm(ParameterFactory factory, int channels) {
    Shape shape = Shape.of(channels);
    weight = parameter("weight", factory.values(shape, Initializer.constant(1)));
    bias = parameter("bias", factory.values(shape, Initializer.constant(0)));
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Normalizations.instanceNorm(x, weight, bias, EPS);
  }
}
