package dev.sosia.cli.network;

import dev.sosia.ciagan.demo.DemoWeights;
import dev.sosia.ciagan.net.Generator;
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
    try (Checkpoint checkpoint = Checkpoint.open(Path.of(weights))) {
      return of(name, given, device, checkpoint, dtype);
    }
  }

  /// Builds network `name` with the weights of an open checkpoint, as [#open] does.
  public static Network of(
      String name, NetworkConfig given, Device device, Checkpoint checkpoint, DType dtype) {
    StateDict state = StateDict.of(checkpoint);
    NetworkConfig inferred = InferredConfig.of(name, state, given);
    Network network = Networks.build(name, inferred, ParameterFactory.toBeLoaded(device, dtype));
    LayerState.load(network.layer(), state, name, checkpoint.file().toString());
    return network;
  }

  /// The generator that ships.
  public static Generator demoGenerator(Device device, NetworkConfig given) {
    try (Checkpoint checkpoint = DemoWeights.open()) {
      return (Generator) of("ciagan.generator", given, device, checkpoint, DType.F32).layer();
    }
  }

  /// Draws first values from `seed`: the same for every command.
  public static ParameterFactory firstValues(Device device, long seed) {
    return ParameterFactory.random(device, new Philox(seed, WEIGHTS_STREAM));
  }
}
