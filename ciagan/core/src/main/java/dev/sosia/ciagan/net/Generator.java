package dev.sosia.ciagan.net;

import static dev.sosia.engine.op.Elementwise.leakyRelu;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.error.ShapeException;
import dev.sosia.engine.kernel.Window2d;
import dev.sosia.engine.nn.Conv2d;
import dev.sosia.engine.nn.InstanceNorm;
import dev.sosia.engine.nn.Layer;
import dev.sosia.engine.nn.Linear;
import dev.sosia.engine.nn.ParameterFactory;
import dev.sosia.engine.nn.Sequential;
import dev.sosia.engine.nn.Unit;
import dev.sosia.engine.op.Shapes;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Draws a new face: from a landmark picture and the face's surroundings, for a chosen identity.
///
/// An encoder halves the picture down to 4x4, the identity's embedding joins it there, four
/// residual blocks mix both, a decoder doubles back. The original calls it a U-Net, but no encoder
/// result reaches the decoder; [Config#skips] adds these connections for comparison.
public final class Generator extends Layer {
  /// The smallest map, where picture and identity meet.
  private static final int CORE = 4;

  private final Config config;
  private final List<Unit> encoder = new ArrayList<>();
  private final List<InstanceNorm> encoderNorms = new ArrayList<>();
  private final Sequential embed;
  private final List<Unit> residuals = new ArrayList<>();
  private final List<Unit> decoder = new ArrayList<>();
  private final List<InstanceNorm> decoderNorms = new ArrayList<>();
  private final Sequential conv_end;
  private final Sequential encode_one_hot;
  private final Sequential encode_noise;

  /// How a generator is built.
  ///
  /// @param imgSize 64 or 128
  /// @param inputChannels 6: landmark picture, then face with the masked region at 0
  /// @param identities length of the identity vector
  /// @param width factor on all inner channels; 1 as published
  /// @param skips whether encoder results also enter the decoder; false as published
  public record Config(
      int imgSize, int inputChannels, int identities, double width, boolean skips) {
    public Config {
      if (imgSize != 64 && imgSize != 128) {
        throw new InputException("ciagan.generator: img_size is 64 or 128, not " + imgSize);
      }
      if (inputChannels < 1 || identities < 1 || !(width > 0)) {
        throw new InputException(
            "ciagan.generator: input_channels, identities and width must be positive");
      }
    }

    /// The published network.
    public static Config of(int imgSize, int identities) {
      return new Config(imgSize, 6, identities, 1, false);
    }

    int channels(int published) {
      return Math.max(1, (int) Math.round(published * width));
    }
  }

  public Generator(ParameterFactory factory, Config config) {
    this.config = config;
    Start start = Start.GENERATOR;
    int[] wide = {32, 64, 128, 256, 256}; // after conv0 .. conv4
    int first = config.imgSize() == 128 ? 0 : 1;
    int last = wide.length - 1;
    int core = config.channels(wide[last]);

    for (int k = first; k <= last; k++) {
      int in = k == first ? config.inputChannels() : config.channels(wide[k - 1]);
      int out = config.channels(wide[k]);
      encoder.add(child("conv" + k, new Down(factory, in, out, start)));
      encoderNorms.add(child("in" + k + "_e", new InstanceNorm(factory, out)));
    }
    embed =
        child(
            "embed",
            new Sequential()
                .add(new ConvLayer(factory, 2 * core, core, 3, start))
                .add(new InstanceNorm(factory, core)));
    for (int k = 1; k <= 4; k++) {
      residuals.add(child("res" + k, new Res(factory, core, start)));
    }
    int[] narrow = {16, 32, 64, 128, 256}; // after deconv0 .. deconv4
    int channels = core;
    for (int k = last; k >= first; k--) {
      int in = config.skips() ? channels + config.channels(wide[k]) : channels;
      int out = config.channels(narrow[k]);
      decoder.add(child("deconv" + k, new Up(factory, in, out, start)));
      decoderNorms.add(child("in" + k + "_d", new InstanceNorm(factory, out)));
      channels = out;
    }
    Shape end = Shape.of(3, channels, 3, 3);
    conv_end =
        child(
            "conv_end",
            new Sequential()
                .add(
                    new Conv2d(
                        factory,
                        end,
                        Window2d.of(1, 1),
                        true,
                        start.weight().apply(end),
                        start.bias().apply(end))));
    encode_one_hot = child("encode_one_hot", oneHotEncoder(factory));
    encode_noise = child("encode_noise", noiseEncoder(factory, core, start));
  }

  /// Seven linear layers, an activation after each.
  private Sequential oneHotEncoder(ParameterFactory factory) {
    Sequential s = new Sequential();
    int[] sizes = {config.identities(), 256, 256, 256, 256, 512, 512, 512};
    for (int i = 1; i < sizes.length; i++) {
      s.add(new Linear(factory, sizes[i - 1], sizes[i])).add(x -> leakyRelu(x, 0.2));
    }
    return s;
  }

  /// Three convolutions on 4x4; the activation stands before the norm.
  private static Sequential noiseEncoder(ParameterFactory factory, int core, Start start) {
    Sequential s = new Sequential();
    int[] channels = {32, 64, 128, core};
    for (int i = 1; i < channels.length; i++) {
      s.add(new ConvLayer(factory, channels[i - 1], channels[i], 3, start))
          .add(x -> leakyRelu(x, 0.2))
          .add(new InstanceNorm(factory, channels[i]));
    }
    return s;
  }

  public Config config() {
    return config;
  }

  /// The new face `[B, 3, S, S]`, unclamped.
  ///
  /// @param x `[B, 6, S, S]`: landmark picture, then the face with the masked region at 0
  /// @param identity `[B, identities]`, any real numbers: one-hot, or a blend; null leaves the
  ///   identity out
  public Tensor of(Tensor x, @Nullable Tensor identity) {
    return inside(() -> forward(x, identity));
  }

  private Tensor forward(Tensor x, @Nullable Tensor identity) {
    check(x, identity);
    Deque<Tensor> skipped = new ArrayDeque<>();
    for (int k = 0; k < encoder.size(); k++) {
      x = encoderNorms.get(k).of(encoder.get(k).of(x));
      skipped.push(x);
    } // [B, 256, 4, 4]
    if (identity != null) {
      Tensor code = Shapes.reshape(encode_one_hot.of(identity), -1, 32, CORE, CORE);
      x = embed.of(Shapes.cat(List.of(x, encode_noise.of(code)), 1));
    }
    for (Unit res : residuals) {
      x = res.of(x);
    }
    for (int k = 0; k < decoder.size(); k++) {
      Tensor in = config.skips() ? Shapes.cat(List.of(x, skipped.pop()), 1) : x;
      x = decoderNorms.get(k).of(decoder.get(k).of(in));
    }
    return conv_end.of(x);
  }

  private void check(Tensor x, @Nullable Tensor identity) {
    int s = config.imgSize();
    if (x.rank() != 4 || x.dim(1) != config.inputChannels() || x.dim(2) != s || x.dim(3) != s) {
      throw new ShapeException(
          "ciagan.generator: input is "
              + x.shape()
              + ", expected [B, "
              + config.inputChannels()
              + ", "
              + s
              + ", "
              + s
              + "]");
    }
    if (identity != null && !identity.shape().equals(Shape.of(x.dim(0), config.identities()))) {
      throw new ShapeException(
          "ciagan.generator: identity is "
              + identity.shape()
              + ", expected ["
              + x.dim(0)
              + ", "
              + config.identities()
              + "]");
    }
  }
}
