package dev.sosia.engine.nn;

import dev.sosia.engine.tensor.LayerPath;
import dev.sosia.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// A part of a network: parameters, buffers and child layers under their checkpoint names.
///
/// Subclasses register what they have in their constructor and say what they compute in a method of
/// their own, wrapped in [#inside] so that errors and traces know where they are.
public abstract class Layer {
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();
  private final Map<String, Tensor> buffers = new LinkedHashMap<>();
  private final Map<String, Layer> children = new LinkedHashMap<>();
  private String name = "";
  private boolean training;

  protected Layer() {}

  /// Registers a tensor that is learnt.
  protected final Tensor parameter(String key, Tensor values) {
    parameters.put(key, values.requiresGrad(true));
    return values;
  }

  /// Registers a tensor that belongs to the state but is not learnt.
  protected final Tensor buffer(String key, Tensor values) {
    buffers.put(key, values);
    return values;
  }

  /// Registers a layer; its keys begin with `key` and a dot.
  protected final <L extends Layer> L child(String key, L layer) {
    children.put(key, layer);
    ((Layer) layer).name = key;
    return layer;
  }

  /// Names a network, which is nobody's child, so that errors and traces tell networks apart:
  /// `generator.conv0`. Checkpoint names stay as they are.
  public final void nameRoot(String root) {
    name = root;
  }

  /// Runs `body` under this layer's name.
  protected final <T> T inside(Supplier<T> body) {
    return LayerPath.inside(name, body);
  }

  /// Every tensor under its full key, in PyTorch's order.
  public final Map<String, Tensor> stateDict() {
    Map<String, Tensor> all = new LinkedHashMap<>();
    collect("", all, true);
    return all;
  }

  /// What is learnt, under full keys, in the order of the state dict.
  public final Map<String, Tensor> parameters() {
    Map<String, Tensor> all = new LinkedHashMap<>();
    collect("", all, false);
    return all;
  }

  private void collect(String prefix, Map<String, Tensor> into, boolean withBuffers) {
    parameters.forEach((key, t) -> into.put(prefix + key, t));
    if (withBuffers) {
      buffers.forEach((key, t) -> into.put(prefix + key, t));
    }
    children.forEach((key, layer) -> layer.collect(prefix + key + ".", into, withBuffers));
  }

  /// Switches between training (batch statistics, power iterations) and inference, children
  /// included.
  public final void train(boolean on) {
    training = on;
    children.values().forEach(c -> c.train(on));
  }

  protected final boolean isTraining() {
    return training;
  }

  /// Whether gradients are collected for the parameters: off freezes the layer, gradients still
  /// pass through it to its input.
  public final void trainable(boolean on) {
    parameters().values().forEach(p -> p.requiresGrad(on));
  }

  /// Forgets all collected gradients.
  public final void clearGrads() {
    parameters().values().forEach(Tensor::clearGrad);
  }

  /// This layer and all below it, parents first.
  public final List<Layer> layers() {
    List<Layer> all = new ArrayList<>(List.of(this));
    children.values().forEach(c -> all.addAll(c.layers()));
    return all;
  }
}
