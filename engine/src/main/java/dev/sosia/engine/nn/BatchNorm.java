package dev.sosia.engine.nn;

import dev.sosia.engine.op.Normalizations;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;

/// Batch normalisation of `[N, channels]` or `[N, channels, ..]`: the batch's statistics in
/// training, running ones in inference. `num_batches_tracked` counts training passes.
public final class BatchNorm extends Unit {
  private static final double EPS = 1e-5;
  private static final double MOMENTUM = 0.1;

  private final Tensor weight;
  private final Tensor bias;
  private final Tensor running_mean;
  private final Tensor running_var;
  private final Tensor num_batches_tracked;

  /// What `num_batches_tracked` holds while its version is this one: reading it at every pass would
  /// wait for the device.
  private long passes;

  private int passesVersion = -1;

  public BatchNorm(ParameterFactory factory, int channels) {
    Shape shape = Shape.of(channels);
    weight = parameter("weight", factory.values(shape, Initializer.constant(1)));
    bias = parameter("bias", factory.values(shape, Initializer.constant(0)));
    running_mean = buffer("running_mean", factory.values(shape, Initializer.constant(0)));
    running_var = buffer("running_var", factory.values(shape, Initializer.constant(1)));
    num_batches_tracked = buffer("num_batches_tracked", factory.counter());
  }

  @Override
  protected Tensor forward(Tensor x) {
    if (isTraining()) {
      try (var _ = Autograd.noGrad()) {
        if (num_batches_tracked.version() != passesVersion) {
          passes = num_batches_tracked.toLongs()[0];
        }
        passes++;
        num_batches_tracked.assign(x.device().fill(DType.I64, Shape.SCALAR, (double) passes));
        passesVersion = num_batches_tracked.version();
      }
    }
    return Normalizations.batchNorm(
        x, running_mean, running_var, weight, bias, isTraining(), MOMENTUM, EPS);
  }
}
