package dev.sosia.engine.nn;

import dev.sosia.engine.kernel.Window2d;
import dev.sosia.engine.op.Convolutions;
import dev.sosia.engine.op.Normalizations;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.Shape;

/// A convolution, stride 1, unpadded, whose weight is divided by its largest singular value (Miyato
/// et al. 2018), estimated by one power iteration at every forward pass in training. The bias is
/// not divided. Keys as PyTorch's `spectral_norm`: `bias`, `weight_orig`, `weight_u [out]`,
/// `weight_v [in*k*k]`; there is no `weight`.
public final class SpectralConv2d extends Unit {
  private static final double EPS = 1e-12;

  private final Tensor bias;
  private final Tensor weight_orig;
  private final Tensor weight_u;
  private final Tensor weight_v;

  public SpectralConv2d(
      ParameterFactory factory,
      int in,
      int out,
      int kernel,
      Initializer weightStart,
      Initializer biasStart) {
    Shape shape = Shape.of(out, in, kernel, kernel);
    bias = parameter("bias", factory.values(Shape.of(out), biasStart));
    weight_orig = parameter("weight_orig", factory.values(shape, weightStart));
    weight_u = buffer("weight_u", factory.unitVector(out));
    weight_v = buffer("weight_v", factory.unitVector(in * kernel * kernel));
  }

  @Override
  protected Tensor forward(Tensor x) {
    Normalizations.Spectral s =
        Normalizations.spectralNorm(weight_orig, weight_u, weight_v, 0, isTraining() ? 1 : 0, EPS);
    if (isTraining()) {
      try (var _ = Autograd.noGrad()) {
        weight_u.assign(s.u());
        weight_v.assign(s.v());
      }
    }
    return Convolutions.conv2d(x, s.weight(), bias, Window2d.of(1, 0));
  }
}
