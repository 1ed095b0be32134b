package dev.sosia.weights;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.nn.Layer;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.DType;
import dev.sosia.weights.value.HostTensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Between the layers of the engine and checkpoints: loads a state dict into a network, and reads
/// one out of it.
public final class LayerState {
  private LayerState() {}

  /// Gives every tensor of `layer` the values it has in `weights`, converted to the layer's type.
  /// Strict: nothing is loaded unless every key is there with its shape and no key is left over.
  ///
  /// @param network what the layer is, for messages: `ciagan.generator`
  /// @param source where the weights come from, for messages: a file
  /// @throws InputException listing all missing, unexpected and misshapen keys
  public static void load(Layer layer, StateDict weights, String network, String source) {
    Map<String, Tensor> wanted = layer.stateDict();
    check(wanted, weights.tensors(), network, source);
    try (Scope _ = Scope.open();
        Arena arena = Arena.ofConfined()) {
      wanted.forEach(
          (key, tensor) -> {
            HostTensor host = weights.get(key);
            if (host.dtype() == tensor.dtype() || !host.dtype().isFloating()) {
              MemorySegment bytes = host.packed(arena);
              tensor.assign(tensor.device().of(host.dtype(), host.shape(), bytes));
            } else {
              MemorySegment converted = arena.allocate(tensor.type().bytes(), 64);
              host.copyTo(converted, tensor.dtype());
              tensor.assign(tensor.device().of(tensor.dtype(), host.shape(), converted));
            }
          });
    }
  }

  private static void check(
      Map<String, Tensor> wanted, Map<String, HostTensor> found, String network, String source) {
    List<String> problems = new ArrayList<>();
    wanted.forEach(
        (key, tensor) -> {
          HostTensor host = found.get(key);
          if (host == null) {
            problems.add("missing " + key + " " + tensor.shape());
          } else if (!host.shape().equals(tensor.shape())) {
            problems.add(key + " is " + host.shape() + ", expected " + tensor.shape());
          } else if (host.dtype().isFloating() != tensor.dtype().isFloating()) {
            problems.add(key + " is " + host.dtype() + ", expected " + tensor.dtype());
          }
        });
    found
        .keySet()
        .forEach(
            key -> {
              if (!wanted.containsKey(key)) {
                problems.add("unexpected " + key);
              }
            });
    if (!problems.isEmpty()) {
      throw new InputException(
          source + " does not fit " + network + ": " + String.join("; ", problems));
    }
  }

  /// The layer's tensors as they are now, in memory of `arena`, in the order of its state dict.
  public static StateDict read(Layer layer, Arena arena) {
    SequencedMap<String, HostTensor> tensors = new LinkedHashMap<>();
    layer
        .stateDict()
        .forEach(
            (key, tensor) -> {
              DType dtype = tensor.dtype();
              MemorySegment bytes = arena.allocate(Math.max(tensor.type().bytes(), 1), 64);
              MemorySegment exact = bytes.asSlice(0, tensor.type().bytes());
              tensor.read(exact);
              tensors.put(key, HostTensor.of(dtype, tensor.shape(), exact));
            });
    return StateDict.of(tensors);
  }
}
