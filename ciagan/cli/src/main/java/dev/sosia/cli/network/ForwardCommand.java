package dev.sosia.cli.network;

import dev.sosia.cli.command.ExitCode;
import dev.sosia.cli.command.SubCommand;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.DType;
import dev.sosia.weights.Checkpoint;
import dev.sosia.weights.StateDict;
import dev.sosia.weights.safetensors.SafetensorsWriter;
import dev.sosia.weights.value.HostTensor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Runs one network on tensors of a file.
@Command(
    name = "forward",
    description = "Runs one network: tensors in, tensors out (safetensors both).")
public final class ForwardCommand extends SubCommand {
  private enum Mode {
    eval,
    train
  }

  @Mixin private final NetworkOptions network = new NetworkOptions();

  @Option(
      names = "--weights",
      required = true,
      paramLabel = "FILE|random",
      description = "A checkpoint (.pth, .pt, .safetensors, .npz), or the original's first values.")
  private String weights = "";

  @Option(
      names = "--mode",
      paramLabel = "eval|train",
      description = "Inference (default), or training: batch statistics, power iterations.")
  private Mode mode = Mode.eval;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "IN.safetensors",
      description = "Tensors by name: x, for the generator also onehot.")
  private Path input = Path.of("");

  @Option(
      names = "--output",
      required = true,
      paramLabel = "OUT.safetensors",
      description = "Where the results go: out, for dan also features and heads.")
  private Path output = Path.of("");

  @Option(names = "--overwrite", description = "Replace an existing output.")
  private boolean overwrite;

  @Override
  protected int run() throws IOException {
    if (Files.exists(output) && !overwrite) {
      throw new InputException(output + " exists: choose another name, or say --overwrite");
    }
    try (Device device = Device.open(options().device().toString(), options().threads());
        Checkpoint in = Checkpoint.open(input);
        Arena arena = Arena.ofConfined();
        Scope _ = Scope.open();
        var _ = Autograd.noGrad()) {
      Network net = network.build(device, weights, options().seed(), DType.F32);
      net.layer().train(mode == Mode.train);
      SequencedMap<String, Tensor> out = net.of(inputs(net, device, StateDict.of(in), arena));
      SequencedMap<String, HostTensor> results = new LinkedHashMap<>();
      out.forEach((name, t) -> results.put(name, host(t, arena)));
      SafetensorsWriter.write(output, results, new LinkedHashMap<>());
      report(out, device);
    }
    return ExitCode.DONE;
  }

  private Map<String, Tensor> inputs(Network net, Device device, StateDict file, Arena arena) {
    List<String> unknown = new ArrayList<>(file.tensors().keySet());
    unknown.removeAll(net.inputs().keySet());
    if (!unknown.isEmpty()) {
      throw new InputException(
          input
              + " holds "
              + unknown.getFirst()
              + ", which is no input of "
              + net.name()
              + ": it takes "
              + String.join(", ", net.inputs().keySet()));
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    file.tensors()
        .forEach(
            (name, t) -> {
              HostTensor f32 = t.dtype() == DType.F32 ? t : t.converted(DType.F32, arena);
              tensors.put(name, device.of(DType.F32, t.shape(), f32.packed(arena)));
            });
    return tensors;
  }

  private static HostTensor host(Tensor t, Arena arena) {
    MemorySegment bytes = arena.allocate(Math.max(t.type().bytes(), 1), 64);
    MemorySegment exact = bytes.asSlice(0, t.type().bytes());
    t.read(exact);
    return HostTensor.of(t.dtype(), t.shape(), exact);
  }

  private void report(SequencedMap<String, Tensor> out, Device device) {
    if (options().json()) {
      Map<String, Object> shapes = new LinkedHashMap<>();
      out.forEach((name, t) -> shapes.put(name, t.shape().dims()));
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("output", output.toString());
      document.put("device", device.description());
      document.put("tensors", shapes);
      printJson(document);
    } else {
      out.forEach((name, t) -> print(name + " " + t.shape()));
      remark("device: " + device.description());
    }
  }
}
