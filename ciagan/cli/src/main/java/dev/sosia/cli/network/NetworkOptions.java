package dev.sosia.cli.network;

import dev.sosia.engine.nn.ParameterFactory;
import dev.sosia.engine.random.Philox;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.type.DType;
import dev.sosia.weights.Checkpoint;
import dev.sosia.weights.LayerState;
import dev.sosia.weights.StateDict;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Which network, how it is built and where its weights come from: shared by all commands that run
/// one.
public final class NetworkOptions {
  /// The stream of random numbers that first weights are drawn from.
  private static final long WEIGHTS_STREAM = 1;

  private static final String RANDOM = "random";

  @Parameters(
      index = "0",
      paramLabel = "NET",
      description =
          "ciagan.generator, ciagan.critic, ciagan.siamese_resnet, ciagan.siamese_patch or dan.")
  private String name = "";

  @Option(
      names = "--config",
      paramLabel = "KEY=VALUE,...",
      description = "How it is built; what the weights' shapes tell need not be said.")
  private String config = "";

  /// The network's name.
  public String name() {
    return name;
  }

  /// Builds the network on `device` in `dtype`, with the weights of a file, or (`random`) as the
  /// original starts, drawn from `seed`.
  public Network build(Device device, @Nullable String weights, long seed, DType dtype) {
    NetworkConfig given = NetworkConfig.parse(config);
    if (weights == null || weights.equals(RANDOM)) {
      var random = new Philox(seed, WEIGHTS_STREAM);
      return Networks.build(name, given, ParameterFactory.random(device, random));
    }
    Path file = Path.of(weights);
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      StateDict state = StateDict.of(checkpoint);
      NetworkConfig inferred = InferredConfig.of(name, state, given);
      ParameterFactory factory = ParameterFactory.toBeLoaded(device, dtype);
      Network network = Networks.build(name, inferred, factory);
      LayerState.load(network.layer(), state, name, file.toString());
      return network;
    }
  }
}
