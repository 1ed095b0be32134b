package dev.sosia.engine.nn;

import dev.sosia.engine.tensor.Tensor;

/// A layer with one input and one output.
public abstract class Unit extends Layer {

  /// What the layer makes of x.
  public final Tensor of(Tensor x) {
    return inside(() -> forward(x));
  }

  protected abstract Tensor forward(Tensor x);
}
