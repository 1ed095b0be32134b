package dev.sosia.cli.network;

import dev.sosia.weights.StateDict;
import dev.sosia.weights.value.HostTensor;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads off a checkpoint's shapes how its network was built, so that it need not be said.
public final class InferredConfig {
  private InferredConfig() {}

  /// What the weights tell of network `name`, completed by nothing: keys they do not tell are
  /// absent.
  public static NetworkConfig of(String name, StateDict weights, NetworkConfig given) {
    Map<String, String> c = new LinkedHashMap<>();
    Reader r = new Reader(weights, c);
    switch (name) {
      case "ciagan.generator" -> {
        boolean large = weights.tensors().containsKey("conv0.conv_r1.conv2d.weight_orig");
        String first = large ? "conv0" : "conv1";
        c.put("img_size", large ? "128" : "64");
        r.dim("input_channels", first + ".conv_r1.conv2d.weight_orig", 1);
        r.dim("identities", "encode_one_hot.0.weight", 1);
        r.width("res1.conv1.conv2d.weight_orig", 256);
        int core = r.size("res1.conv1.conv2d.weight_orig", 0);
        int in = r.size("deconv4.conv_r1.conv2d.weight_orig", 1);
        if (core > 0 && in > core) {
          c.put("skips", "true");
        }
      }
      case "ciagan.critic" -> {
        boolean large = weights.tensors().containsKey("conv5.conv_r1.conv2d.weight_orig");
        c.put("img_size", large ? "128" : "64");
        r.dim("input_channels", "conv1.conv_r1.conv2d.weight_orig", 1);
        r.width("conv1.conv_r1.conv2d.weight_orig", 64);
      }
      case "ciagan.siamese_resnet" -> {
        r.dim("input_channels", "conv1.weight", 1);
        r.dim("outputs", "linear2.weight", 0);
        r.width("conv1.weight", 64);
      }
      case "ciagan.siamese_patch" -> {
        c.put("img_size", weights.tensors().containsKey("model.14.weight") ? "128" : "64");
        r.dim("input_channels", "model.0.weight", 1);
        r.dim("outputs", "classifier.weight", 0);
        r.width("model.0.weight", 64);
      }
      case "dan" -> {
        r.dim("classes", "fc.weight", 0);
        r.width("features.0.weight", 64);
        long heads =
            weights.tensors().keySet().stream()
                .filter(k -> k.matches("cat_head[0-9]+\\.sa\\.conv1x1\\.0\\.weight"))
                .count();
        if (heads > 0) {
          c.put("heads", Long.toString(heads));
        }
      }
      default -> {
        // an unknown network is refused where it is built
      }
    }
    return given.withDefaults(NetworkConfig.of(c));
  }

  private record Reader(StateDict weights, Map<String, String> into) {
    int size(String tensor, int dim) {
      HostTensor t = weights.tensors().get(tensor);
      return t == null || t.shape().rank() <= dim ? -1 : t.shape().dim(dim);
    }

    void dim(String key, String tensor, int dim) {
      int size = size(tensor, dim);
      if (size > 0) {
        into.put(key, Integer.toString(size));
      }
    }

    void width(String tensor, int published) {
      int size = size(tensor, 0);
      if (size > 0 && size != published) {
        into.put("width", Double.toString(size / (double) published));
      }
    }
  }
}
