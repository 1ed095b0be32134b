package dev.sosia.cli.bench;

import dev.sosia.cli.network.Network;
import dev.sosia.engine.op.Elementwise;
import dev.sosia.engine.op.Reductions;
import dev.sosia.engine.optim.Adam;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.CompiledFunction;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;

/// What is timed of a network: its compiled inference, or a training step on the mean square of its
/// outputs.
sealed interface Workload extends AutoCloseable {
  /// Computes once and waits until it is done.
  void run();

  @Override
  void close();

  /// Prepares `network` for this mode; `inputs` by name, in the network's order.
  static Workload of(
      Device device, Network network, SequencedMap<String, Tensor> inputs, Case.Mode mode) {
    network.layer().train(mode == Case.Mode.TRAINING);
    return switch (mode) {
      case INFERENCE -> Inference.of(device, network, inputs);
      case TRAINING -> TrainingStep.of(device, network, inputs);
    };
  }

  /// The network as a function of its inputs in their order.
  static Function<List<Tensor>, List<Tensor>> inOrder(Network network, List<String> names) {
    return in -> {
      Map<String, Tensor> map = new LinkedHashMap<>();
      for (int i = 0; i < names.size(); i++) {
        map.put(names.get(i), in.get(i));
      }
      return List.copyOf(network.of(map).values());
    };
  }

  /// A compiled network.
  record Inference(Device device, CompiledFunction compiled, List<Tensor> inputs)
      implements Workload {
    static Inference of(Device device, Network network, SequencedMap<String, Tensor> inputs) {
      List<Tensor> in = List.copyOf(inputs.values());
      List<TensorType> types = in.stream().map(Tensor::type).toList();
      List<String> names = List.copyOf(inputs.keySet());
      return new Inference(device, CompiledFunction.of(device, types, inOrder(network, names)), in);
    }

    @Override
    public void run() {
      try (Scope _ = Scope.open()) {
        compiled.of(inputs);
        device.synchronize();
      }
    }

    @Override
    public void close() {
      compiled.close();
    }
  }

  /// Forward, backward, and a step of Adam.
  record TrainingStep(Device device, Network network, Map<String, Tensor> inputs, Adam optimizer)
      implements Workload {
    private static final double LEARNING_RATE = 1e-5;

    static TrainingStep of(Device device, Network network, SequencedMap<String, Tensor> inputs) {
      Adam.Options options = Adam.Options.adam(LEARNING_RATE, 0.5, 0.9);
      return new TrainingStep(
          device, network, inputs, new Adam(network.layer().parameters(), options));
    }

    @Override
    public void run() {
      try (Scope _ = Scope.open()) {
        network.layer().clearGrads();
        List<Tensor> losses = new ArrayList<>();
        for (Tensor t : network.of(inputs).values()) {
          losses.add(Reductions.mean(Elementwise.square(t)));
        }
        Tensor loss = losses.stream().reduce(Elementwise::add).orElseThrow();
        Autograd.backward(loss);
        optimizer.step();
        loss.item();
        device.synchronize();
      }
    }

    @Override
    public void close() {
      optimizer.close();
    }
  }
}
