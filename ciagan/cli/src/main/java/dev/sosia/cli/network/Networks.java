package dev.sosia.cli.network;

import dev.sosia.ciagan.net.Critic;
import dev.sosia.ciagan.net.Generator;
import dev.sosia.ciagan.net.SiamesePatch;
import dev.sosia.ciagan.net.SiameseResNet;
import dev.sosia.dan.net.Dan;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.nn.Layer;
import dev.sosia.engine.nn.ParameterFactory;
import dev.sosia.engine.nn.Unit;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Builds networks by name.
public final class Networks {
  private Networks() {}

  /// All names.
  public static List<String> names() {
    return List.of(
        "ciagan.generator",
        "ciagan.critic",
        "ciagan.siamese_resnet",
        "ciagan.siamese_patch",
        "dan");
  }

  /// Builds network `name`; its tensors belong to the innermost scope.
  ///
  /// @throws InputException if there is no such network, or the configuration does not fit it
  public static Network build(String name, NetworkConfig c, ParameterFactory factory) {
    return switch (name) {
      case "ciagan.generator" -> generator(c, factory);
      case "ciagan.critic" -> critic(c, factory);
      case "ciagan.siamese_resnet" -> siameseResNet(c, factory);
      case "ciagan.siamese_patch" -> siamesePatch(c, factory);
      case "dan" -> dan(c, factory);
      default ->
          throw new InputException(
              "there is no network " + name + ": use " + String.join(", ", names()));
    };
  }

  private static Network generator(NetworkConfig c, ParameterFactory factory) {
    String name = "ciagan.generator";
    c.allow(name, "img_size", "input_channels", "identities", "width", "skips");
    Generator.Config config =
        new Generator.Config(
            c.integer("img_size", 128),
            c.integer("input_channels", 6),
            c.integer("identities", 1200),
            c.number("width", 1),
            c.flag("skips"));
    Generator g = new Generator(factory, config);
    SequencedMap<String, Shape> inputs = new LinkedHashMap<>();
    inputs.put("x", Shape.of(1, config.inputChannels(), config.imgSize(), config.imgSize()));
    inputs.put("onehot", Shape.of(1, config.identities()));
    return new Network(
        name, g, inputs, 1, in -> out(g.of(required(name, in, "x"), in.get("onehot"))));
  }

  private static Network critic(NetworkConfig c, ParameterFactory factory) {
    c.allow("ciagan.critic", "img_size", "input_channels", "width");
    int size = c.integer("img_size", 128);
    int channels = c.integer("input_channels", 6);
    Critic critic = new Critic(factory, new Critic.Config(size, channels, c.number("width", 1)));
    return unit("ciagan.critic", critic, Shape.of(1, channels, size, size));
  }

  private static Network siameseResNet(NetworkConfig c, ParameterFactory factory) {
    String name = "ciagan.siamese_resnet";
    c.allow(name, "img_size", "input_channels", "outputs", "width");
    int size = c.integer("img_size", 128);
    int channels = c.integer("input_channels", 3);
    Unit net =
        new SiameseResNet(factory, channels, c.integer("outputs", 1200), c.number("width", 1));
    return unit(name, net, Shape.of(1, channels, size, size));
  }

  private static Network siamesePatch(NetworkConfig c, ParameterFactory factory) {
    String name = "ciagan.siamese_patch";
    c.allow(name, "img_size", "input_channels", "outputs", "width");
    int size = c.integer("img_size", 128);
    int channels = c.integer("input_channels", 3);
    Unit net =
        new SiamesePatch(factory, size, channels, c.integer("outputs", 1200), c.number("width", 1));
    return unit(name, net, Shape.of(1, channels, size, size));
  }

  private static Network dan(NetworkConfig c, ParameterFactory factory) {
    c.allow("dan", "classes", "heads", "width");
    int classes = c.integer("dan", "classes", "7 or 8, since the published networks differ");
    Dan dan =
        new Dan(factory, new Dan.Config(classes, c.integer("heads", 4), c.number("width", 1)));
    SequencedMap<String, Shape> inputs = new LinkedHashMap<>();
    inputs.put("x", Shape.of(1, 3, 224, 224));
    return new Network(
        "dan",
        dan,
        inputs,
        1,
        in -> {
          Dan.Result r = dan.of(required("dan", in, "x"));
          SequencedMap<String, Tensor> outputs = out(r.out());
          outputs.put("features", r.features());
          outputs.put("heads", r.heads());
          return outputs;
        });
  }

  private static Network unit(String name, Unit net, Shape x) {
    SequencedMap<String, Shape> inputs = new LinkedHashMap<>();
    inputs.put("x", x);
    Layer layer = net;
    return new Network(name, layer, inputs, 1, in -> out(net.of(required(name, in, "x"))));
  }

  private static Tensor required(String network, Map<String, Tensor> in, String key) {
    Tensor t = in.get(key);
    if (t == null) {
      throw new InputException(
          network + " needs an input called " + key + ", given were " + in.keySet());
    }
    return t;
  }

  private static SequencedMap<String, Tensor> out(Tensor t) {
    SequencedMap<String, Tensor> outputs = new LinkedHashMap<>();
    outputs.put("out", t);
    return outputs;
  }
}
