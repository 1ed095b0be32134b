package dev.sosia.dan.net;

import static dev.sosia.engine.op.Elementwise.add;
import static dev.sosia.engine.op.Elementwise.mul;
import static dev.sosia.engine.op.Elementwise.relu;
import static dev.sosia.engine.op.Elementwise.sigmoid;

import dev.sosia.engine.kernel.Window2d;
import dev.sosia.engine.nn.BatchNorm;
import dev.sosia.engine.nn.Conv2d;
import dev.sosia.engine.nn.Initializer;
import dev.sosia.engine.nn.Layer;
import dev.sosia.engine.nn.Linear;
import dev.sosia.engine.nn.ParameterFactory;
import dev.sosia.engine.nn.Sequential;
import dev.sosia.engine.nn.Unit;
import dev.sosia.engine.op.Reductions;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.Shape;

/// One attention head: where to look (spatial, `sa`), then what to look for (channels, `ca`).
public final class Head extends Layer {
  private final SpatialAttention sa;
  private final ChannelAttention ca;

  /// What a head makes of the features, and where it looked.
  ///
  /// @param out `[B, C]`
  /// @param map `[B, 1, h, w]`, not negative, unbounded
  public record Result(Tensor out, Tensor map) {}

  Head(ParameterFactory factory, int channels) {
    sa = child("sa", new SpatialAttention(factory, channels));
    ca = child("ca", new ChannelAttention(factory, channels));
  }

  /// Attends to features `[B, C, h, w]`.
  public Result of(Tensor features) {
    return inside(
        () -> {
          Tensor map = sa.of(features);
          return new Result(ca.of(mul(features, map)), map);
        });
  }

  private static Sequential normalized(ParameterFactory factory, int in, int out, int kh, int kw) {
    Shape shape = Shape.of(out, in, kh, kw);
    Window2d window = new Window2d(1, 1, kh / 2, kw / 2, 1, 1, 1);
    return new Sequential()
        .add(
            new Conv2d(
                factory,
                shape,
                window,
                true,
                Initializer.kaimingNormalFanOut(shape),
                Initializer.constant(0)))
        .add(new BatchNorm(factory, out));
  }

  /// A map of how much each place counts: three views of the features, summed over channels.
  private static final class SpatialAttention extends Unit {
    private final Sequential conv1x1;
    private final Sequential conv_3x3;
    private final Sequential conv_1x3;
    private final Sequential conv_3x1;

    SpatialAttention(ParameterFactory factory, int channels) {
      int half = Math.max(1, channels / 2);
      conv1x1 = child("conv1x1", normalized(factory, channels, half, 1, 1));
      conv_3x3 = child("conv_3x3", normalized(factory, half, channels, 3, 3));
      conv_1x3 = child("conv_1x3", normalized(factory, half, channels, 1, 3));
      conv_3x1 = child("conv_3x1", normalized(factory, half, channels, 3, 1));
    }

    @Override
    protected Tensor forward(Tensor x) {
      Tensor y = conv1x1.of(x);
      Tensor z = relu(add(add(conv_3x3.of(y), conv_1x3.of(y)), conv_3x1.of(y)));
      return Reductions.sum(z, true, 1);
    }
  }

  /// How much each channel counts, from its mean.
  private static final class ChannelAttention extends Unit {
    private final Sequential attention;

    ChannelAttention(ParameterFactory factory, int channels) {
      int few = Math.max(1, channels / 16);
      Initializer small = Initializer.normal(0.001);
      Initializer zero = Initializer.constant(0);
      attention =
          child(
              "attention",
              new Sequential()
                  .add(new Linear(factory, channels, few, small, zero))
                  .add(new BatchNorm(factory, few))
                  .add(x -> relu(x))
                  .add(new Linear(factory, few, channels, small, zero))
                  .add(x -> sigmoid(x)));
    }

    @Override
    protected Tensor forward(Tensor x) {
      Tensor g = Reductions.mean(x, false, 2, 3);
      return mul(g, attention.of(g));
    }
  }
}
