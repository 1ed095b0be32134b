package dev.sosia.trainer;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.optim.Optimizer;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.weights.LayerState;
import dev.sosia.weights.StateDict;
import dev.sosia.weights.value.HostTensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// A part's tensors as a checkpoint holds them: the network's under its own names, the optimiser's
/// as `PARAMETER.BUFFER` (`conv.weight.exp_avg`) beside an I64 `PARAMETER.step`.
final class PartState {
  private static final String STEP = ".step";

  private PartState() {}

  /// The network's state dict, in memory of `arena`.
  static SequencedMap<String, HostTensor> network(Part part, Arena arena) {
    return LayerState.read(part.network(), arena).tensors();
  }

  /// The optimiser's state, in memory of `arena`.
  static SequencedMap<String, HostTensor> optimizer(Part part, Arena arena) {
    SequencedMap<String, HostTensor> all = new LinkedHashMap<>();
    part.optimizer()
        .state()
        .forEach(
            (name, state) -> {
              all.put(name + STEP, HostTensor.ofLongs(Shape.SCALAR, state.step()));
              state.buffers().forEach((buffer, t) -> all.put(name + "." + buffer, copy(t, arena)));
            });
    return all;
  }

  private static HostTensor copy(Tensor t, Arena arena) {
    MemorySegment bytes = arena.allocate(t.type().bytes(), 64);
    t.read(bytes);
    return HostTensor.of(t.dtype(), t.shape(), bytes);
  }

  /// The rate of each group of the optimiser.
  static List<Double> rates(Part part) {
    return part.optimizer().groups().stream().map(g -> g.settings().lr()).toList();
  }

  /// The first of `tensors` with a value that is NaN or infinite, or null.
  static @Nullable String firstNonFinite(SequencedMap<String, HostTensor> tensors) {
    for (Map.Entry<String, HostTensor> entry : tensors.entrySet()) {
      if (!isFinite(entry.getValue())) {
        return entry.getKey();
      }
    }
    return null;
  }

  private static boolean isFinite(HostTensor tensor) {
    if (!tensor.dtype().isFloating()) {
      return true;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment values = tensor.packed(arena);
      long n = tensor.numel();
      double sum = 0; // of 0 x, which is 0 where x is finite and NaN elsewhere, and NaN stays
      if (tensor.dtype() == DType.F32) {
        for (long i = 0; i < n; i++) {
          sum += 0f * values.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i);
        }
      } else {
        for (long i = 0; i < n; i++) {
          sum += 0 * tensor.getDouble(i);
        }
      }
      return sum == 0;
    }
  }

  /// Gives the network the values in `tensors`.
  ///
  /// @throws InputException listing what does not fit
  static void restoreNetwork(Part part, SequencedMap<String, HostTensor> tensors, String source) {
    LayerState.load(part.network(), StateDict.of(tensors), part.name(), source);
  }

  /// Gives the optimiser the state in `tensors` and its groups these rates.
  ///
  /// @throws InputException naming what does not fit
  static void restoreOptimizer(
      Part part, SequencedMap<String, HostTensor> tensors, List<Double> rates, String source) {
    Optimizer<?> optimizer = part.optimizer();
    if (rates.size() != optimizer.groups().size()) {
      throw new InputException(
          "%s has learning rates of %d groups of parameters, %s has %d"
              .formatted(source, rates.size(), part.name(), optimizer.groups().size()));
    }
    try (Scope _ = Scope.open();
        Arena arena = Arena.ofConfined()) {
      Map<String, Map<String, Tensor>> buffers = new LinkedHashMap<>();
      Map<String, Long> steps = new LinkedHashMap<>();
      Device device = device(part);
      tensors.forEach(
          (name, host) -> {
            int dot = name.lastIndexOf('.');
            String parameter = name.substring(0, Math.max(dot, 0));
            if (name.endsWith(STEP) && !host.dtype().isFloating() && host.numel() == 1) {
              steps.put(parameter, host.getLong(0));
            } else {
              buffers
                  .computeIfAbsent(parameter, _ -> new LinkedHashMap<>())
                  .put(
                      name.substring(dot + 1),
                      device.of(host.dtype(), host.shape(), host.packed(arena)));
            }
          });
      Map<String, Optimizer.State> states = new LinkedHashMap<>();
      steps.forEach(
          (parameter, step) ->
              states.put(
                  parameter, new Optimizer.State(step, buffers.getOrDefault(parameter, Map.of()))));
      try {
        optimizer.restore(states);
      } catch (InputException e) {
        throw new InputException(
            source + " does not fit " + part.name() + ": " + e.getMessage(), e);
      }
    }
    for (int i = 0; i < rates.size(); i++) {
      optimizer.setLr(i, rates.get(i));
    }
  }

  private static Device device(Part part) {
    return part.network().stateDict().values().iterator().next().device();
  }
}
