package dev.sosia.engine.op;

import static dev.sosia.engine.op.Elementwise.add;
import static dev.sosia.engine.op.Elementwise.div;
import static dev.sosia.engine.op.Elementwise.mul;
import static dev.sosia.engine.op.Elementwise.rsqrt;
import static dev.sosia.engine.op.Elementwise.scale;
import static dev.sosia.engine.op.Elementwise.shift;
import static dev.sosia.engine.op.Elementwise.sub;

import dev.sosia.engine.error.ShapeException;
import dev.sosia.engine.kernel.Binary;
import dev.sosia.engine.kernel.ChannelNorm;
import dev.sosia.engine.kernel.ChannelNormGrad;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.Backward;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Normalisation layers' operations.
public final class Normalizations {
  private Normalizations() {}

  /// Instance normalisation (Ulyanov et al. 2016) of x `[N, C, ..]`: mean and biased variance over
  /// everything after C; weight and bias `[C]` or both null.
  public static Tensor instanceNorm(
      Tensor x, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
    return channelNorm(new ChannelNorm(ChannelNorm.Over.SAMPLE, eps), x, weight, bias).getFirst();
  }

  /// Batch normalisation (Ioffe and Szegedy 2015) of x `[N, C]` or `[N, C, ..]`. In training it
  /// uses the batch's mean and biased variance, and moves the running ones, where given, by
  /// `momentum` towards the batch's mean and **unbiased** variance, in place. Otherwise it uses the
  /// running ones.
  public static Tensor batchNorm(
      Tensor x,
      @Nullable Tensor runningMean,
      @Nullable Tensor runningVar,
      @Nullable Tensor weight,
      @Nullable Tensor bias,
      boolean training,
      double momentum,
      double eps) {
    if (!training) {
      if (runningMean == null || runningVar == null) {
        throw new ShapeException("batch_norm: without training it needs running statistics");
      }
      return affine(x, runningMean, runningVar, weight, bias, eps);
    }
    long n = x.rank() < 2 || x.dim(1) == 0 ? 0 : x.numel() / x.dim(1);
    if (n == 1) {
      throw new ShapeException(
          "batch_norm: one value per channel has no variance in training; input "
              + x.type()
              + ": use a batch of at least 2");
    }
    List<Tensor> y = channelNorm(new ChannelNorm(ChannelNorm.Over.BATCH, eps), x, weight, bias);
    if (runningMean != null && runningVar != null) {
      try (var _ = Autograd.noGrad()) {
        moveTowards(runningMean, y.get(1), momentum, 1);
        moveTowards(runningVar, y.get(2), momentum, n / (n - 1.0));
      }
    }
    return y.getFirst();
  }

  private static void moveTowards(Tensor running, Tensor batch, double momentum, double factor) {
    Tensor kept = scale(running, 1 - momentum);
    running.assign(
        running.device().run(new Binary(Binary.Function.ADD, momentum * factor), kept, batch));
  }

  private static Tensor affine(
      Tensor x,
      Tensor mean,
      Tensor variance,
      @Nullable Tensor weight,
      @Nullable Tensor bias,
      double eps) {
    Tensor rstd = rsqrt(shift(variance, eps));
    Tensor factor = weight == null ? rstd : mul(rstd, weight);
    Tensor y = mul(sub(x, perChannel(mean, x)), perChannel(factor, x));
    return bias == null ? y : add(y, perChannel(bias, x));
  }

  /// `[C]` as `[1, C, 1, ..]`, to broadcast against x.
  private static Tensor perChannel(Tensor v, Tensor x) {
    int[] dims = new int[x.rank()];
    Arrays.fill(dims, 1);
    dims[1] = v.dim(0);
    return Shapes.reshape(v, dims);
  }

  /// y, mean and variance; gradients flow through y alone.
  private static List<Tensor> channelNorm(
      ChannelNorm kernel, Tensor x, @Nullable Tensor weight, @Nullable Tensor bias) {
    List<Tensor> inputs = new ArrayList<>(List.of(x));
    if (weight != null && bias != null) {
      inputs.add(weight);
      inputs.add(bias);
    } else if (weight != null || bias != null) {
      throw new ShapeException(kernel.name() + ": weight and bias come together");
    }
    List<Tensor> outputs = x.device().runAll(kernel, inputs.toArray(Tensor[]::new));
    List<Tensor> saved = new ArrayList<>(List.of(x, outputs.get(1), outputs.get(2)));
    if (weight != null) {
      saved.add(weight);
    }
    Autograd.record(
        kernel.name(), outputs.getFirst(), inputs, saved, c -> channelNormGrad(kernel, c));
    return outputs;
  }

  private static @Nullable Tensor[] channelNormGrad(ChannelNorm kernel, Backward.Context c) {
    boolean affine = c.savedCount() == 4;
    if (Autograd.isRecording()) {
      return composedGrad(kernel, c, affine);
    }
    List<Tensor> in = new ArrayList<>(List.of(c.dy(), c.saved(0), c.saved(1), c.saved(2)));
    if (affine) {
      in.add(c.saved(3));
    }
    List<Tensor> d = c.dy().device().runAll(new ChannelNormGrad(kernel), in.toArray(Tensor[]::new));
    return affine ? d.toArray(Tensor[]::new) : new Tensor[] {d.getFirst()};
  }

  /// The gradient of [ChannelNorm] in plain operations, with mean and variance as functions of x.
  private static Tensor[] composedGrad(ChannelNorm kernel, Backward.Context c, boolean affine) {
    Tensor x = c.saved(0);
    int[] over =
        IntStream.range(0, x.rank())
            .filter(d -> d > 1 || (d == 0 && kernel.over() == ChannelNorm.Over.BATCH))
            .toArray();
    if (over.length == 0) {
      over = new int[] {x.rank()};
      x = Shapes.unsqueeze(x, -1);
    }
    Tensor dy = x.rank() == c.dy().rank() ? c.dy() : Shapes.unsqueeze(c.dy(), -1);
    Tensor centred = sub(x, Reductions.mean(x, true, over));
    Tensor variance = Reductions.mean(Elementwise.square(centred), true, over);
    Tensor rstd = rsqrt(shift(variance, kernel.eps()));
    Tensor xhat = mul(centred, rstd);
    Tensor g = affine ? mul(dy, perChannel(c.saved(3), x)) : dy;
    Tensor along = mul(xhat, Reductions.mean(mul(g, xhat), true, over));
    Tensor dx = mul(rstd, sub(sub(g, Reductions.mean(g, true, over)), along));
    dx = Shapes.reshape(dx, c.shape(0).dims());
    if (!affine) {
      return new Tensor[] {dx};
    }
    Shape channels = c.shape(1);
    int[] but1 = IntStream.range(0, x.rank()).filter(d -> d != 1).toArray();
    Tensor dweight = Shapes.reshape(Reductions.sum(mul(dy, xhat), true, but1), channels.dims());
    Tensor dbias = Shapes.reshape(Reductions.sum(dy, true, but1), channels.dims());
    return new Tensor[] {dx, dweight, dbias};
  }

  /// A weight divided by its largest singular value, and the vectors it was estimated with.
  public record Spectral(Tensor weight, Tensor u, Tensor v) {}

  /// Spectral normalisation (Miyato et al. 2018) as PyTorch's first version computes it. With W the
  /// weight as a matrix, `dim` moved to the front: each iteration sets `v = W^T u / |W^T u|`, then
  /// `u = W v / |W v|`, norms being at least `eps`; `sigma = u . W v`. u and v are constants for
  /// the gradient, sigma is not. The given u `[h]` and v `[w]` are not written to.
  public static Spectral spectralNorm(
      Tensor weight, Tensor u, Tensor v, int dim, int iterations, double eps) {
    int axis = weight.shape().axis("spectral_norm", dim);
    int[] order = new int[weight.rank()];
    order[0] = axis;
    for (int d = 0, to = 1; d < order.length; d++) {
      if (d != axis) {
        order[to++] = d;
      }
    }
    Tensor moved = axis == 0 ? weight : Shapes.permute(weight, order);
    Tensor matrix = Shapes.reshape(moved, weight.dim(axis), -1);
    Tensor left = u;
    Tensor right = v;
    try (var _ = Autograd.noGrad()) {
      Tensor transposed = Shapes.transpose(matrix, 0, 1);
      for (int i = 0; i < iterations; i++) {
        right = normalized(Products.matmul(transposed, left), eps);
        left = normalized(Products.matmul(matrix, right), eps);
      }
    }
    Tensor sigma = Reductions.sum(mul(left, Products.matmul(matrix, right)));
    return new Spectral(div(weight, sigma), left, right);
  }

  private static Tensor normalized(Tensor x, double eps) {
    return div(x, Elementwise.clamp(Reductions.norm(x, 2, false), eps, Double.POSITIVE_INFINITY));
  }

  /// `x * mask / (1 - p)`; the mask (BOOL) broadcasts.
  public static Tensor dropout(Tensor x, Tensor mask, double p) {
    return scale(mul(x, Shapes.to(mask, x.dtype())), 1 / (1 - p));
  }
}
