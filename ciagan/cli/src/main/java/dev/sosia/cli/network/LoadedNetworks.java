package dev.sosia.cli.network;

import dev.sosia.engine.nn.ParameterFactory;
import dev.sosia.engine.random.Philox;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.type.DType;
import dev.sosia.weights.Checkpoint;
import dev.sosia.weights.LayerState;
import dev.sosia.weights.StateDict;
import java.nio.file.Path;

/// Networks with weights: of a checkpoint, or as the original starts.
public final class LoadedNetworks {
  /// What stands for a file where first values are drawn instead.
  public static final String RANDOM = "random";

  /// The stream of random numbers that first weights are drawn from.
  private static final long WEIGHTS_STREAM = 1;

  private LoadedNetworks() {}

  /// Builds network `name` on `device`; its tensors belong to the innermost scope. What `given`
  /// leaves open is read off the weights' shapes.
  ///
  /// @param weights a checkpoint's file, or [#RANDOM]: first values drawn from `seed`, always F32
  public static Network open(
      String name, NetworkConfig given, Device device, String weights, long seed, DType dtype) {
    if (weights.equals(RANDOM)) {
      return Networks.build(name, given, firstValues(device, seed));
    }
    Path file = Path.of(weights);
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      StateDict state = StateDict.of(checkpoint);
      NetworkConfig inferred = InferredConfig.of(name, state, given);
      Network network = Networks.build(name, inferred, ParameterFactory.toBeLoaded(device, dtype));
      LayerState.load(network.layer(), state, name, file.toString());
      return network;
    }
  }

  /// Draws first values from `seed`: the same for every command.
  public static ParameterFactory firstValues(Device device, long seed) {
    return ParameterFactory.random(device, new Philox(seed, WEIGHTS_STREAM));
  }
}
