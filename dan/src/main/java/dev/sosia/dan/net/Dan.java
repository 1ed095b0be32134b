package dev.sosia.dan.net;

import static dev.sosia.engine.op.Elementwise.relu;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.kernel.Window2d;
import dev.sosia.engine.nn.BasicBlock;
import dev.sosia.engine.nn.BatchNorm;
import dev.sosia.engine.nn.Conv2d;
import dev.sosia.engine.nn.Initializer;
import dev.sosia.engine.nn.Layer;
import dev.sosia.engine.nn.Linear;
import dev.sosia.engine.nn.ParameterFactory;
import dev.sosia.engine.nn.Sequential;
import dev.sosia.engine.nn.Unit;
import dev.sosia.engine.op.Pooling;
import dev.sosia.engine.op.Reductions;
import dev.sosia.engine.op.Shapes;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.Shape;
import java.util.ArrayList;
import java.util.List;

/// Reads an expression off a face: a ResNet-18 without its classifier, attention heads side by
/// side, and a classifier of what they agree on.
public final class Dan extends Layer {
  private static final int PUBLISHED_FEATURES = 512;

  private final Config config;
  private final Sequential features;
  private final List<Head> heads = new ArrayList<>();
  private final Linear fc;
  private final BatchNorm bn;

  /// How a DAN is built: 7 or 8 `classes`, 4 `heads` and `width` 1 as published.
  public record Config(int classes, int heads, double width) {
    public Config {
      if (classes < 1 || heads < 1 || !(width > 0)) {
        throw new InputException("dan: classes, heads and width must be positive");
      }
    }

    public static Config of(int classes, int heads) {
      return new Config(classes, heads, 1);
    }

    /// The number of features, D: 512 as published.
    public int features() {
      return channels(PUBLISHED_FEATURES);
    }

    private int channels(int published) {
      return Math.max(1, (int) Math.round(published * width));
    }
  }

  /// What DAN says.
  ///
  /// @param out `[B, classes]`, scores before any softmax
  /// @param features `[B, 512, h, w]`, the trunk's result
  /// @param heads `[B, heads, 512]`, after the log-softmax over heads (if there are several)
  /// @param maps per head `[B, 1, h, w]`: where it looked
  public record Result(Tensor out, Tensor features, Tensor heads, List<Tensor> maps) {}

  public Dan(ParameterFactory factory, Config config) {
    this.config = config;
    int[] c = {config.channels(64), config.channels(128), config.channels(256), config.features()};
    Shape stem = Shape.of(c[0], 3, 7, 7);
    features =
        child(
            "features",
            new Sequential()
                .add(
                    new Conv2d(
                        factory,
                        stem,
                        Window2d.of(2, 3),
                        false,
                        Initializer.kaimingNormalFanOut(stem),
                        Initializer.constant(0)))
                .add(new BatchNorm(factory, c[0]))
                .add(x -> relu(x))
                .add(
                    x ->
                        Pooling.maxPool2d(x, new Pooling.Window(3, 3, 2, 2, 1, 1, 1, 1, false))
                            .values())
                .add(layer(factory, c[0], c[0], 1))
                .add(layer(factory, c[0], c[1], 2))
                .add(layer(factory, c[1], c[2], 2))
                .add(layer(factory, c[2], c[3], 2)));
    for (int h = 0; h < config.heads(); h++) {
      heads.add(child("cat_head" + h, new Head(factory, c[3])));
    }
    fc = child("fc", new Linear(factory, c[3], config.classes()));
    bn = child("bn", new BatchNorm(factory, config.classes()));
  }

  private static Unit layer(ParameterFactory factory, int in, int out, int stride) {
    return BasicBlock.pair(
        factory, in, out, stride, "downsample", Initializer::kaimingNormalFanOut);
  }

  /// How it is built.
  public Config config() {
    return config;
  }

  /// The ResNet-18 without its classifier: `[B, 3, H, W]` to `[B, 512, H/32, W/32]`.
  public Unit trunk() {
    return features;
  }

  /// Looks at pictures `[B, 3, H, W]` of any size, normalised as in training.
  public Result of(Tensor x) {
    return inside(
        () -> {
          Tensor f = features.of(x); // [B, 512, H/32, W/32]
          List<Tensor> outs = new ArrayList<>();
          List<Tensor> maps = new ArrayList<>();
          for (Head head : heads) {
            Head.Result r = head.of(f);
            outs.add(r.out());
            maps.add(r.map());
          }
          Tensor stacked = Shapes.stack(outs, 1); // [B, heads, 512]
          if (heads.size() > 1) {
            stacked = Reductions.logSoftmax(stacked, 1);
          }
          Tensor out = bn.of(fc.of(Reductions.sum(stacked, false, 1)));
          return new Result(out, f, stacked, maps);
        });
  }
}
