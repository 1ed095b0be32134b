package dev.sosia.ciagan.net;

import static dev.sosia.engine.op.Elementwise.leakyRelu;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.nn.Linear;
import dev.sosia.engine.nn.ParameterFactory;
import dev.sosia.engine.nn.Unit;
import dev.sosia.engine.op.Shapes;
import dev.sosia.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Tells pictures from drawn ones: `[B, 6, S, S]` (picture first, landmark picture second) to `[B,
/// 1]`. No norms at all; the last number passes a leaky ReLU too.
public final class Critic extends Unit {
  private final List<Down> down = new ArrayList<>();
  private final Linear dense0;
  private final Linear dense1;

  /// How a critic is built: `imgSize` 64 or 128, `inputChannels` 6, `width` 1 as published.
  public record Config(int imgSize, int inputChannels, double width) {
    public Config {
      if (imgSize != 64 && imgSize != 128) {
        throw new InputException("ciagan.critic: img_size is 64 or 128, not " + imgSize);
      }
      if (inputChannels < 1 || !(width > 0)) {
        throw new InputException("ciagan.critic: input_channels and width must be positive");
      }
    }

    public static Config of(int imgSize) {
      return new Config(imgSize, 6, 1);
    }
  }

  public Critic(ParameterFactory factory, Config config) {
    int[] wide = {64, 128, 256, 512, 512};
    int levels = config.imgSize() == 128 ? 5 : 4;
    int channels = config.inputChannels();
    for (int k = 0; k < levels; k++) {
      int out = Math.max(1, (int) Math.round(wide[k] * config.width()));
      down.add(child("conv" + (k + 1), new Down(factory, channels, out, Start.PYTORCH)));
      channels = out;
    }
    dense0 = child("dense0", new Linear(factory, channels * 4 * 4, 1024));
    dense1 = child("dense1", new Linear(factory, 1024, 1));
  }

  @Override
  protected Tensor forward(Tensor x) {
    for (Down d : down) {
      x = d.of(x);
    } // [B, 512, 4, 4]
    Tensor flat = Shapes.reshape(x, x.dim(0), -1);
    return leakyRelu(dense1.of(leakyRelu(dense0.of(flat), 0.2)), 0.2);
  }
}
