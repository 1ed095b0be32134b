package dev.sosia.cli.network;

import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.type.DType;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Which network, how it is built and where its weights come from: shared by all commands that run
/// one.
public final class NetworkOptions {
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
    String source = weights == null ? LoadedNetworks.RANDOM : weights;
    return LoadedNetworks.open(name, NetworkConfig.parse(config), device, source, seed, dtype);
  }
}
