package dev.sosia.cli.bench;

import dev.sosia.benchmarks.Difference;
import dev.sosia.benchmarks.Floats;
import dev.sosia.benchmarks.Peer;
import dev.sosia.benchmarks.Timings;
import dev.sosia.benchmarks.Worker;
import dev.sosia.cli.network.LoadedNetworks;
import dev.sosia.cli.network.Network;
import dev.sosia.cli.network.Networks;
import dev.sosia.engine.random.Philox;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.RecordedFunction;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import dev.sosia.weights.onnx.OnnxWriter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// One row: the same network with the same weights and inputs in our process and in each peer's,
/// which compute in turns, a short while each, so that what else the machine does hits all alike.
final class Race {
  private static final long NANOSECONDS_A_TURN = 250_000_000;
  private static final long WARM_UP = 2_000_000_000;

  /// Machines rest between turns until threads of the last one have stopped waiting busily.
  private static final long PAUSE_MILLISECONDS = 20;

  private final Case what;
  private final long seed;
  private final int rounds;
  private final Path folder;
  private List<String> outputs = List.of();

  /// @param folder for inputs, outputs, the exported model and the workers' logs
  Race(Case what, long seed, int rounds, Path folder) {
    this.what = what;
    this.seed = seed;
    this.rounds = rounds;
    this.folder = folder;
  }

  /// What one contestant came to: by the clock, and of its processor time.
  record Result(
      Timings timings,
      Timings processor,
      double coldMilliseconds,
      long memoryBytes,
      Map<String, String> facts) {}

  /// What all came to; `differences` of the peers' outputs from ours.
  record Outcome(
      Result ours,
      double operations,
      SequencedMap<String, Result> peers,
      Map<String, Difference> differences) {}

  /// Runs it; `device` draws weights and exports the model.
  Outcome run(Device device, String ownDevice, List<Peer> peers)
      throws IOException, InterruptedException {
    prepare(device, !peers.isEmpty());
    List<Entrant> entrants = new ArrayList<>();
    try {
      Entrant own = new Entrant(own(ownDevice));
      entrants.add(own);
      Map<String, Difference> differences = new HashMap<>();
      SequencedMap<String, Entrant> others = new LinkedHashMap<>();
      for (Peer peer : peers) {
        Entrant other = new Entrant(peer(peer));
        entrants.add(other);
        others.put(peer.name(), other);
        differences.put(peer.name(), difference(peer.name()));
      }
      takeTurns(entrants);
      SequencedMap<String, Result> results = new LinkedHashMap<>();
      Result ours = own.result();
      for (Map.Entry<String, Entrant> other : others.entrySet()) {
        results.put(other.getKey(), other.getValue().result());
      }
      double operations = Double.parseDouble(ours.facts().getOrDefault("operations", "0"));
      return new Outcome(ours, operations, results, differences);
    } finally {
      entrants.forEach(e -> e.worker.close());
    }
  }

  /// A worker, and what its repetitions took.
  private record Entrant(Worker worker, List<Worker.Repetition> times) {
    Entrant(Worker worker) {
      this(worker, new ArrayList<>());
    }

    Result result() throws IOException {
      return new Result(
          Timings.of(times.stream().map(Worker.Repetition::clock).toList()),
          Timings.of(times.stream().map(Worker.Repetition::processor).toList()),
          worker.coldNanoseconds() / 1e6,
          worker.end(),
          worker.facts());
    }
  }

  private void takeTurns(List<Entrant> entrants) throws IOException, InterruptedException {
    for (Entrant e : entrants) {
      e.worker.run(WARM_UP);
    }
    for (int round = 0; round < rounds; round++) {
      for (Entrant e : entrants) {
        Thread.sleep(PAUSE_MILLISECONDS);
        e.times.addAll(e.worker.run(NANOSECONDS_A_TURN));
      }
    }
  }

  private Path outputsOf(String contestant) {
    return folder.resolve("outputs-" + contestant);
  }

  private Worker own(String device) throws IOException {
    List<Path> classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList();
    List<String> arguments =
        List.of(
            device,
            what.network(),
            Integer.toString(what.imgSize()),
            Integer.toString(what.batch()),
            Integer.toString(what.threads()),
            what.mode().toString(),
            Long.toString(seed),
            folder.toString(),
            outputsOf("ours").toString());
    return new Worker("ours", classPath, OwnContestant.class.getName(), arguments, folder);
  }

  private Worker peer(Peer peer) throws IOException {
    List<String> arguments =
        List.of(
            model().toString(),
            Integer.toString(what.threads()),
            folder.toString(),
            outputsOf(peer.name()).toString());
    return new Worker(peer.name(), peer.classPath(), peer.main(), arguments, folder);
  }

  private Difference difference(String peer) throws IOException {
    Difference worst = Difference.NONE;
    for (String output : outputs) {
      float[] ours = Floats.read(outputsOf("ours"), output);
      worst = worst.worse(Difference.of(ours, Floats.read(outputsOf(peer), output)));
    }
    return worst;
  }

  private Path model() {
    return folder.resolve("model.onnx");
  }

  /// Draws inputs, and exports the model where a peer will want it.
  private void prepare(Device device, boolean exports) throws IOException {
    try (Scope _ = Scope.open()) {
      Network net =
          Networks.build(what.network(), what.config(), LoadedNetworks.firstValues(device, seed));
      net.layer().train(false);
      List<TensorType> types = new ArrayList<>();
      for (Map.Entry<String, Shape> input : net.inputs().entrySet()) {
        Shape shape = what.batched(input.getValue());
        types.add(new TensorType(DType.F32, shape));
        Floats.write(folder, input.getKey(), drawn(shape, types.size()));
      }
      if (exports) {
        List<String> names = List.copyOf(net.inputs().keySet());
        try (RecordedFunction recorded =
            RecordedFunction.of(device, types, in -> named(net, names, in))) {
          OnnxWriter.write(model(), net.name(), recorded, names, outputs, net.layer().stateDict());
        }
      }
    }
  }

  private List<Tensor> named(Network net, List<String> names, List<Tensor> in) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (int i = 0; i < in.size(); i++) {
      inputs.put(names.get(i), in.get(i));
    }
    SequencedMap<String, Tensor> results = net.of(inputs);
    outputs = List.copyOf(results.keySet());
    return List.copyOf(results.values());
  }

  /// Values in -1 to 1.
  private float[] drawn(Shape shape, int stream) {
    Philox random = new Philox(seed, stream);
    float[] values = new float[Math.toIntExact(shape.numel())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextDouble() * 2 - 1);
    }
    return values;
  }
}
