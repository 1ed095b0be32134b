package dev.sosia.engine.nn;

import dev.sosia.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Layers one after the other. Keys are positions, and steps without state (activations, pooling)
/// take a position too, as in PyTorch: `encode_one_hot.0`, `.2`, `.4`.
public class Sequential extends Unit {
  private final List<UnaryOperator<Tensor>> steps = new ArrayList<>();

  /// Adds a layer under the next position.
  public Sequential add(Unit layer) {
    child(Integer.toString(steps.size()), layer);
    steps.add(layer::of);
    return this;
  }

  /// Adds a step without state; it uses up a position.
  public Sequential add(UnaryOperator<Tensor> step) {
    steps.add(step);
    return this;
  }

  @Override
  protected Tensor forward(Tensor x) {
    for (UnaryOperator<Tensor> step : steps) {
      x = step.apply(x);
    }
    return x;
  }
}
