package dev.sosia.cli.network;

import dev.sosia.cli.command.ExitCode;
import dev.sosia.cli.command.SubCommand;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Graph;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.DType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Prints the recorded computation of a network.
@Command(
    name = "graph",
    description =
        "What a network computes: every operation with shapes, bytes, saved tensors, gradients.")
public final class GraphCommand extends SubCommand {
  private enum Format {
    text,
    dot,
    html
  }

  @Mixin private final NetworkOptions network = new NetworkOptions();

  @Option(
      names = "--weights",
      paramLabel = "FILE|random",
      description = "Read how it is built off a checkpoint (default: random).")
  private @Nullable String weights;

  @Option(
      names = "--format",
      paramLabel = "text|dot|html",
      description = "A table (default), Graphviz, or a page.")
  private Format format = Format.text;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Samples at once (default: 2, since batch norm needs two in training).")
  private int batch = 2;

  @Override
  protected int run() {
    try (Device device = Device.open(options().device().toString(), options().threads());
        Scope _ = Scope.open()) {
      Network net = network.build(device, weights, options().seed(), DType.F32);
      net.layer().train(true);
      Map<String, Tensor> inputs = new LinkedHashMap<>();
      net.inputs()
          .forEach(
              (name, shape) -> inputs.put(name, device.zeros(DType.F32, shape.with(0, batch))));
      List<Tensor> outputs = List.copyOf(net.of(inputs).values());
      Graph graph = Graph.of(outputs, net.layer().parameters(), inputs);
      if (options().json()) {
        printJson(GraphView.json(net.name(), graph));
      } else {
        switch (format) {
          case text -> GraphView.text(graph).forEach(this::print);
          case dot -> GraphView.dot(net.name(), graph).forEach(this::print);
          case html -> GraphView.html(net.name(), graph).forEach(this::print);
        }
      }
    }
    return ExitCode.DONE;
  }
}
