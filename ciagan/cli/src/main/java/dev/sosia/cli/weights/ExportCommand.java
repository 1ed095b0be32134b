package dev.sosia.cli.weights;

import dev.sosia.cli.command.ExitCode;
import dev.sosia.cli.command.SubCommand;
import dev.sosia.cli.network.Network;
import dev.sosia.cli.network.NetworkOptions;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.RecordedFunction;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.TensorType;
import dev.sosia.weights.onnx.OnnxWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Writes a network with its weights as an ONNX model for inference.
@Command(
    name = "export",
    description =
        "Writes a network with its weights as an ONNX model (opset 17), for a batch of one.")
final class ExportCommand extends SubCommand {
  private static final String ENDING = ".onnx";

  @Mixin private final NetworkOptions network = new NetworkOptions();

  @Option(
      names = "--weights",
      required = true,
      paramLabel = "FILE|random",
      description = "A checkpoint (.pth, .pt, .safetensors, .npz), or the original's first values.")
  private String weights = "";

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE.onnx",
      description = "The model to write; inputs and outputs are called as forward calls them.")
  private Path output = Path.of("");

  @Option(
      names = "--inputs",
      split = ",",
      paramLabel = "NAME",
      description = "Only these inputs, for instance x without onehot (default: all).")
  private List<String> wanted = new ArrayList<>();

  @Option(names = "--overwrite", description = "Replace an existing output.")
  private boolean overwrite;

  @Override
  protected int run() throws IOException {
    refuseOutput();
    try (Device device = Device.open(options().device().toString(), options().threads());
        Scope _ = Scope.open()) {
      Network net = network.build(device, weights, options().seed(), DType.F32);
      net.layer().train(false);
      List<String> inputs = inputs(net);
      List<TensorType> types = new ArrayList<>();
      net.inputs()
          .forEach(
              (name, shape) -> {
                if (inputs.contains(name)) {
                  types.add(new TensorType(DType.F32, shape));
                }
              });
      List<String> outputs = new ArrayList<>();
      try (RecordedFunction recorded =
          RecordedFunction.of(device, types, in -> forward(net, inputs, in, outputs))) {
        OnnxWriter.write(output, net.name(), recorded, inputs, outputs, net.layer().stateDict());
        report(net, recorded, inputs, outputs);
      }
    }
    return ExitCode.DONE;
  }

  private void refuseOutput() {
    if (!output.toString().toLowerCase(Locale.ROOT).endsWith(ENDING)) {
      throw new InputException(output + " does not end in .onnx, as a model's file does");
    }
    if (Files.exists(output) && !overwrite) {
      throw new InputException(output + " exists: choose another name, or say --overwrite");
    }
  }

  /// The inputs to have, in the network's order.
  private List<String> inputs(Network net) {
    List<String> all = List.copyOf(net.inputs().keySet());
    if (wanted.isEmpty()) {
      return all;
    }
    for (String name : wanted) {
      if (!all.contains(name)) {
        throw new InputException(
            net.name() + " has no input " + name + ": it takes " + String.join(", ", all));
      }
    }
    for (String name : all.subList(0, net.required())) {
      if (!wanted.contains(name)) {
        throw new InputException(net.name() + " needs its input " + name + ": add it to --inputs");
      }
    }
    return all.stream().filter(wanted::contains).toList();
  }

  /// Runs the network; adds the names of its outputs to `outputs`.
  private static List<Tensor> forward(
      Network net, List<String> inputs, List<Tensor> in, List<String> outputs) {
    Map<String, Tensor> named = new LinkedHashMap<>();
    for (int i = 0; i < in.size(); i++) {
      named.put(inputs.get(i), in.get(i));
    }
    SequencedMap<String, Tensor> results = net.of(named);
    outputs.addAll(results.keySet());
    return List.copyOf(results.values());
  }

  private void report(
      Network net, RecordedFunction recorded, List<String> inputs, List<String> outputs)
      throws IOException {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("output", output.toString());
    document.put("network", net.name());
    document.put("bytes", Files.size(output));
    document.put("inputs", shapes(inputs, recorded.inputTypes()));
    document.put("outputs", shapes(outputs, recorded.outputTypes()));
    if (options().json()) {
      printJson(document);
    } else {
      print(output + ": " + net.name() + ", " + Files.size(output) + " bytes");
      print("inputs " + text(inputs, recorded.inputTypes()));
      print("outputs " + text(outputs, recorded.outputTypes()));
    }
  }

  private static Map<String, Object> shapes(List<String> names, List<TensorType> types) {
    Map<String, Object> shapes = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      shapes.put(names.get(i), types.get(i).shape().dims());
    }
    return shapes;
  }

  private static String text(List<String> names, List<TensorType> types) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      texts.add(names.get(i) + " " + types.get(i).shape());
    }
    return String.join(", ", texts);
  }
}
