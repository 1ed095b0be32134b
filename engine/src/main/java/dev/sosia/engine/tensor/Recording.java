package dev.sosia.engine.tensor;

import dev.sosia.engine.backend.Buffer;
import dev.sosia.engine.backend.Program;
import dev.sosia.engine.kernel.Kernel;
import dev.sosia.engine.type.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Writes down the kernels that run, as a [Program]. While it does, no buffer is used twice, so
/// that a buffer stands for one value.
final class Recording implements AutoCloseable {
  private final Device device;
  private final Map<Buffer, Integer> numbers = new HashMap<>();
  private final List<Buffer> buffers = new ArrayList<>();
  private final List<Integer> inputs = new ArrayList<>();
  private final List<Program.Step> steps = new ArrayList<>();
  private final Set<Integer> written = new HashSet<>();
  private final List<Buffer> freed = new ArrayList<>();

  Recording(Device device) {
    this.device = device;
    device.holdFreed(freed);
  }

  /// Runs `body` on zeros of the given types and writes down what it does; adds the types of its
  /// results to `outputTypes`.
  Program of(
      List<TensorType> inputTypes,
      Function<List<Tensor>, List<Tensor>> body,
      List<TensorType> outputTypes) {
    try (Scope _ = Scope.open();
        var _ = Autograd.noGrad()) {
      List<Tensor> zeros = new ArrayList<>();
      for (TensorType type : inputTypes) {
        Tensor t = device.zeros(type.dtype(), type.shape());
        inputs.add(number(t));
        zeros.add(t);
      }
      Device.Listener previous = device.listener(this::note);
      List<Tensor> outputs;
      try {
        outputs = body.apply(zeros);
      } finally {
        device.listener(previous);
      }
      outputs.forEach(t -> outputTypes.add(t.type()));
      return program(outputs);
    }
  }

  private void note(Kernel kernel, List<Tensor> in, List<Tensor> out) {
    List<Program.View> reads = views(in);
    for (Tensor t : out) {
      Integer known = numbers.get(t.storage().buffer());
      // a result that is new has never been written to in place
      boolean foreign =
          known == null
              ? t.storage().version() > 0
              : inputs.contains(known) || !written.contains(known);
      if (foreign) {
        throw new IllegalStateException(
            kernel.name()
                + " at "
                + LayerPath.current()
                + " writes into an input or a weight: switch the network to inference before it is"
                + " compiled");
      }
    }
    List<Program.View> writes = views(out);
    writes.forEach(v -> written.add(v.value()));
    steps.add(new Program.Step(kernel, reads, writes, LayerPath.current()));
  }

  private List<Program.View> views(List<Tensor> tensors) {
    List<Program.View> views = new ArrayList<>(tensors.size());
    for (Tensor t : tensors) {
      views.add(new Program.View(number(t), t.shape(), t.strides(), t.offset()));
    }
    return views;
  }

  private int number(Tensor t) {
    Buffer buffer = t.storage().buffer();
    return numbers.computeIfAbsent(
        buffer,
        b -> {
          buffers.add(b);
          return buffers.size() - 1;
        });
  }

  /// What was recorded, without the steps that depend on no input: their results are constants.
  private Program program(List<Tensor> outputs) {
    List<Program.View> results = views(outputs);
    Set<Integer> varying = varying();
    List<Program.Step> kept =
        steps.stream()
            .filter(s -> s.outputs().stream().anyMatch(v -> varying.contains(v.value())))
            .toList();
    List<Program.Value> values = new ArrayList<>();
    for (int v = 0; v < buffers.size(); v++) {
      Buffer b = buffers.get(v);
      values.add(new Program.Value(b.dtype(), b.elements(), varying.contains(v) ? null : b));
    }
    return new Program(values, inputs, kept, results);
  }

  /// Values that depend on an input, however indirectly.
  private Set<Integer> varying() {
    Set<Integer> varying = new HashSet<>(inputs);
    boolean grows = true;
    while (grows) {
      grows = false;
      for (Program.Step s : steps) {
        boolean depends =
            s.inputs().stream().anyMatch(v -> varying.contains(v.value()))
                || s.outputs().stream().anyMatch(v -> varying.contains(v.value()));
        if (depends) {
          for (Program.View v : s.outputs()) {
            grows |= varying.add(v.value());
          }
        }
      }
    }
    return varying;
  }

  /// Ends the recording: gives back all buffers that became free, but for the constants among them,
  /// which the caller owns from here on.
  List<Buffer> finish(Program program) {
    Set<Buffer> needed = new HashSet<>();
    for (Program.Step s : program.steps()) {
      for (Program.View v : s.inputs()) {
        Buffer constant = program.values().get(v.value()).constant();
        if (constant != null) {
          needed.add(constant);
        }
      }
    }
    for (Program.View v : program.outputs()) {
      Buffer constant = program.values().get(v.value()).constant();
      if (constant != null) {
        needed.add(constant);
      }
    }
    List<Buffer> constants = new ArrayList<>(freed);
    constants.retainAll(needed);
    freed.removeAll(needed);
    close();
    return constants;
  }

  /// Gives back what became free, after a failure too.
  @Override
  public void close() {
    device.holdFreed(null);
    freed.forEach(device::free);
    freed.clear();
  }
}
