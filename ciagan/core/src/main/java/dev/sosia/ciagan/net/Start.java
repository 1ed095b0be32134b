package dev.sosia.ciagan.net;

import dev.sosia.engine.nn.Initializer;
import dev.sosia.engine.type.Shape;
import java.util.function.Function;

/// First values of a network's convolutions: weights by their shape `[O, I, k, k]`, biases.
record Start(Function<Shape, Initializer> weight, Function<Shape, Initializer> bias) {

  /// PyTorch's defaults: critic and siamese networks.
  static final Start PYTORCH = new Start(Initializer::pytorchDefault, Initializer::pytorchDefault);

  /// The generator's: Xavier-normal weights, biases 0.01.
  static final Start GENERATOR =
      new Start(Initializer::xavierNormal, _ -> Initializer.constant(0.01));
}
