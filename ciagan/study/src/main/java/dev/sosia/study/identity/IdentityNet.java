package dev.sosia.study.identity;

import static dev.sosia.engine.op.Elementwise.relu;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.nn.BasicBlock;
import dev.sosia.engine.nn.BatchNorm;
import dev.sosia.engine.nn.Conv2d;
import dev.sosia.engine.nn.Initializer;
import dev.sosia.engine.nn.Linear;
import dev.sosia.engine.nn.ParameterFactory;
import dev.sosia.engine.nn.Unit;
import dev.sosia.engine.op.Elementwise;
import dev.sosia.engine.op.Reductions;
import dev.sosia.engine.op.Shapes;
import dev.sosia.engine.tensor.Tensor;

/// An embedding of faces: a narrow ResNet (He and others, 2016) of four stages of two blocks, whose
/// last maps are not averaged but read as they lie, since where something is in a face tells whose
/// it is. `[B, 3, 64, 64]` to `[B, outputs]`, each row of length 1.
public final class IdentityNet extends Unit {
  /// Side of the pictures, in pixels.
  public static final int SIZE = 64;

  private static final int[] CHANNELS = {16, 32, 64, 128};
  private static final int LAST_SIDE = SIZE / 16;

  /// Keeps the length of a row of zeros from dividing by 0.
  private static final double TINY = 1e-12;

  private final Conv2d conv1;
  private final BatchNorm bn1;
  private final Unit layer1;
  private final Unit layer2;
  private final Unit layer3;
  private final Unit layer4;
  private final Linear fc;

  /// How it is built.
  ///
  /// @param width a factor on the channels: 1 for 16, 32, 64 and 128
  /// @param outputs numbers in an embedding
  public record Config(double width, int outputs) {
    public Config {
      if (!(width > 0 && width < Double.POSITIVE_INFINITY) || outputs < 2) {
        throw new InputException("an embedding has a width above 0 and two outputs at least");
      }
    }
  }

  public IdentityNet(ParameterFactory factory, Config config) {
    int[] c = new int[CHANNELS.length];
    for (int i = 0; i < c.length; i++) {
      c[i] = Math.max(1, (int) Math.round(CHANNELS[i] * config.width()));
    }
    conv1 = child("conv1", new Conv2d(factory, 3, c[0], 3, 2, 1, false));
    bn1 = child("bn1", new BatchNorm(factory, c[0]));
    layer1 = child("layer1", layer(factory, c[0], c[0], 1));
    layer2 = child("layer2", layer(factory, c[0], c[1], 2));
    layer3 = child("layer3", layer(factory, c[1], c[2], 2));
    layer4 = child("layer4", layer(factory, c[2], c[3], 2));
    fc = child("fc", new Linear(factory, c[3] * LAST_SIDE * LAST_SIDE, config.outputs()));
  }

  private static Unit layer(ParameterFactory factory, int in, int out, int stride) {
    return BasicBlock.pair(factory, in, out, stride, "shortcut", Initializer::kaimingNormalFanOut);
  }

  @Override
  protected Tensor forward(Tensor x) { // [B, 3, 64, 64]
    x = relu(bn1.of(conv1.of(x))); // [B, 16, 32, 32]
    x = layer4.of(layer3.of(layer2.of(layer1.of(x)))); // [B, 128, 4, 4]
    return unitRows(fc.of(Shapes.reshape(x, x.dim(0), -1)));
  }

  /// Rows brought to length 1.
  public static Tensor unitRows(Tensor x) {
    Tensor squares = Reductions.sum(Elementwise.square(x), true, 1);
    return Elementwise.mul(x, Elementwise.rsqrt(Elementwise.shift(squares, TINY)));
  }
}
