package dev.sosia.cli.bench;

import dev.sosia.benchmarks.Contestant;
import dev.sosia.benchmarks.Floats;
import dev.sosia.cli.network.LoadedNetworks;
import dev.sosia.cli.network.Network;
import dev.sosia.cli.network.Networks;
import dev.sosia.engine.op.Elementwise;
import dev.sosia.engine.op.Reductions;
import dev.sosia.engine.optim.Adam;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.CompiledFunction;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.RecordedFunction;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// This engine, timed. Weights are drawn from the seed as everywhere else.
///
/// Arguments: device, network, size, batch, threads, mode, seed, folder with the inputs, folder for
/// the outputs.
final class OwnContestant implements Contestant, AutoCloseable {
  private static final double LEARNING_RATE = 1e-5;

  private final Device device;
  private final Scope scope = Scope.open();
  private final Network network;
  private final Map<String, Tensor> inputs = new LinkedHashMap<>();
  private List<String> outputNames = List.of();
  private final @Nullable CompiledFunction inference;
  private final @Nullable Adam optimizer;
  private double operations;

  private OwnContestant(String deviceName, Case what, long seed, Path folder) throws IOException {
    device = Device.open(deviceName, what.threads());
    network =
        Networks.build(what.network(), what.config(), LoadedNetworks.firstValues(device, seed));
    for (var input : network.inputs().entrySet()) {
      float[] values = Floats.read(folder, input.getKey());
      inputs.put(input.getKey(), device.tensor(what.batched(input.getValue()), values));
    }
    boolean trains = what.mode() == Case.Mode.TRAINING;
    network.layer().train(trains);
    List<TensorType> types = inputs.values().stream().map(Tensor::type).toList();
    if (trains) {
      inference = null;
      optimizer =
          new Adam(network.layer().parameters(), Adam.Options.adam(LEARNING_RATE, 0.5, 0.9));
    } else {
      optimizer = null;
      inference = CompiledFunction.of(device, types, in -> List.copyOf(named(in).values()));
      try (RecordedFunction recorded =
          RecordedFunction.of(device, types, in -> List.copyOf(named(in).values()))) {
        operations = Operations.of(recorded.program());
      }
    }
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

  /// Runs the network on inputs in their order.
  private SequencedMap<String, Tensor> named(List<Tensor> in) {
    Map<String, Tensor> map = new LinkedHashMap<>();
    int i = 0;
    for (String name : inputs.keySet()) {
      map.put(name, in.get(i++));
    }
    SequencedMap<String, Tensor> results = network.of(map);
    outputNames = List.copyOf(results.keySet());
    return results;
  }

  @Override
  public Map<String, String> facts() {
    return Map.of("description", device.description(), "operations", Double.toString(operations));
  }

  @Override
  public void run() {
    try (Scope _ = Scope.open()) {
      if (inference != null) {
        inference.of(List.copyOf(inputs.values()));
      } else {
        trainingStep();
      }
      device.synchronize();
    }
  }

  /// The mean square of all outputs, its gradient, and a step.
  private void trainingStep() {
    boolean counts = operations == 0;
    double[] counted = new double[1];
    Device.Listener before =
        device.listener(
            counts
                ? (kernel, in, out) ->
                    counted[0] +=
                        Operations.of(
                            kernel,
                            in.stream().map(Tensor::shape).toList(),
                            out.stream().map(Tensor::shape).toList())
                : null);
    network.layer().clearGrads();
    List<Tensor> losses = new ArrayList<>();
    network.of(inputs).values().forEach(t -> losses.add(Reductions.mean(Elementwise.square(t))));
    Tensor loss = losses.stream().reduce(Elementwise::add).orElseThrow();
    Autograd.backward(loss);
    if (optimizer != null) {
      optimizer.step();
    }
    loss.item();
    device.listener(before);
    operations += counted[0];
  }

  @Override
  public void writeOutputs(Path folder) throws IOException {
    if (inference == null) {
      return;
    }
    try (Scope _ = Scope.open()) {
      List<Tensor> results = inference.of(List.copyOf(inputs.values()));
      for (int i = 0; i < results.size(); i++) {
        Floats.write(folder, outputNames.get(i), results.get(i).toFloats());
      }
    }
  }

  @Override
  public void close() {
    if (inference != null) {
      inference.close();
    }
    if (optimizer != null) {
      optimizer.close();
    }
    scope.close();
    device.close();
  }
}
