package dev.sosia.dan.training;

import dev.sosia.dan.net.Dan;
import dev.sosia.engine.nn.Layer;
import dev.sosia.engine.nn.ParameterFactory;
import dev.sosia.engine.tensor.Device;

/// What a training changes: the network, and the centers that are left behind with it.
final class Learner extends Layer {
  private final Dan dan;
  private final Centers centers;

  /// First values, drawn from `seed`.
  Learner(Recipe recipe, Device device, long seed) {
    ParameterFactory n = ParameterFactory.random(device, Streams.FIRST_VALUES.of(seed, 0));
    ParameterFactory c = ParameterFactory.random(device, Streams.FIRST_VALUES.of(seed, 1));
    dan = child("network", new Dan(n, recipe.network()));
    centers = child("loss", new Centers(c, recipe.centers(), recipe.network().features()));
  }

  Dan dan() {
    return dan;
  }

  Centers centers() {
    return centers;
  }
}
