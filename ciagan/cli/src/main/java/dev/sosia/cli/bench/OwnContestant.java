package dev.sosia.cli.bench;

import dev.sosia.benchmarks.Contestant;
import dev.sosia.benchmarks.Floats;
import dev.sosia.cli.network.LoadedNetworks;
import dev.sosia.cli.network.Network;
import dev.sosia.cli.network.Networks;
import dev.sosia.engine.backend.Operations;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.RecordedFunction;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/// This engine, timed. Weights are drawn from the seed as everywhere else.
///
/// Arguments: device, network, size, batch, threads, mode, seed, folder with the inputs, folder for
/// the outputs.
final class OwnContestant implements Contestant, AutoCloseable {
  private final Device device;
  private final Scope scope = Scope.open();
  private final Network network;
  private final SequencedMap<String, Tensor> inputs = new LinkedHashMap<>();
  private final Workload workload;
  private final double operations;

  private OwnContestant(String deviceName, Case what, long seed, Path folder) throws IOException {
    device = Device.open(deviceName, what.threads());
    network =
        Networks.build(what.network(), what.config(), LoadedNetworks.firstValues(device, seed));
    for (var input : network.inputs().entrySet()) {
      float[] values = Floats.read(folder, input.getKey());
      inputs.put(input.getKey(), device.tensor(what.batched(input.getValue()), values));
    }
    workload = Workload.of(device, network, inputs, what.mode());
    operations = countOperations();
  }

  public static void main(String[] args) throws Exception {
    Case what =
        new Case(
            args[1],
            Integer.parseInt(args[2]),
            Integer.parseInt(args[3]),
            Integer.parseInt(args[4]),
            Case.Mode.valueOf(args[5].toUpperCase(Locale.ROOT)));
    try (OwnContestant own =
        new OwnContestant(args[0], what, Long.parseLong(args[6]), Path.of(args[7]))) {
      Contestant.serve(own, Path.of(args[8]));
    }
  }

  /// As the definitions of all kernels of one run count them.
  private double countOperations() {
    return switch (workload) {
      case Workload.Inference inference -> {
        List<TensorType> types = inference.inputs().stream().map(Tensor::type).toList();
        List<String> names = List.copyOf(inputs.keySet());
        try (RecordedFunction recorded =
            RecordedFunction.of(device, types, Workload.inOrder(network, names))) {
          yield Operations.of(recorded.program());
        }
      }
      case Workload.TrainingStep step -> {
        double[] counted = new double[1];
        Device.Listener before =
            device.listener(
                (kernel, in, out) -> counted[0] += Operations.of(kernel, shapes(in), shapes(out)));
        step.run();
        device.listener(before);
        yield counted[0];
      }
    };
  }

  private static List<Shape> shapes(List<Tensor> tensors) {
    return tensors.stream().map(Tensor::shape).toList();
  }

  @Override
  public Map<String, String> facts() {
    return Map.of("description", device.description(), "operations", Double.toString(operations));
  }

  @Override
  public void run() {
    workload.run();
  }

  @Override
  public void writeOutputs(Path folder) throws IOException {
    if (workload instanceof Workload.Inference inference) {
      try (Scope _ = Scope.open()) {
        List<String> names = List.copyOf(network.of(inputs).keySet());
        List<Tensor> results = inference.compiled().of(inference.inputs());
        for (int i = 0; i < results.size(); i++) {
          Floats.write(folder, names.get(i), results.get(i).toFloats());
        }
      }
    }
  }

  @Override
  public void close() {
    workload.close();
    scope.close();
    device.close();
  }
}
