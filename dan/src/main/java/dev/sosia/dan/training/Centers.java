package dev.sosia.dan.training;

import dev.sosia.engine.nn.Initializer;
import dev.sosia.engine.nn.Layer;
import dev.sosia.engine.nn.ParameterFactory;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.Shape;

/// The points that the affinity loss draws each class's features to: learnt beside the network,
/// needed no more once it is trained.
public final class Centers extends Layer {
  private final Tensor centers;

  /// Centers from a standard normal distribution.
  ///
  /// @param classes K, at least the number of classes; rafdb.py leaves it at 8 for 7 classes
  /// @param features D, the width of the network's features
  public Centers(ParameterFactory factory, int classes, int features) {
    centers =
        parameter("centers", factory.values(Shape.of(classes, features), Initializer.normal(1)));
  }

  /// The centers, `[K, D]`.
  public Tensor values() {
    return centers;
  }
}
