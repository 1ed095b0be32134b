package dev.sosia.trainer;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.nn.Layer;
import dev.sosia.engine.optim.Optimizer;

/// A network that is trained, and what moves it.
///
/// @param name what the network is called in messages, metrics and the names of files: letters,
///   digits, `_` and `-`
/// @param network parameters and buffers
/// @param optimizer of the network's parameters
public record Part(String name, Layer network, Optimizer<?> optimizer) {
  /// Checks the name.
  ///
  /// @throws InputException if it cannot be the name of a file everywhere
  public Part {
    if (!name.matches("[A-Za-z0-9_-]+")) {
      throw new InputException(
          "a part of a training is called by letters, digits, _ and -, not '" + name + "'");
    }
  }
}
