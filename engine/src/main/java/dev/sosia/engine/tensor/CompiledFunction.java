package dev.sosia.engine.tensor;

import dev.sosia.engine.backend.Operand;
import dev.sosia.engine.backend.Plan;
import dev.sosia.engine.backend.PlanStep;
import dev.sosia.engine.backend.Program;
import dev.sosia.engine.backend.Rewriting;
import dev.sosia.engine.error.ShapeException;
import dev.sosia.engine.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;

/// A function of tensors that was recorded once and compiled by the backend: for inference, where
/// the same computation runs again and again on inputs of the same shapes.
///
/// What depends on no input (a weight divided by its spectral norm, a mask) was computed while
/// recording and is a constant from then on: weights that change later do not show. Weights must
/// outlive this.
public final class CompiledFunction implements AutoCloseable {
  private final Device device;
  private final RecordedFunction recorded;
  private final Plan plan;

  private CompiledFunction(Device device, RecordedFunction recorded, Plan plan) {
    this.device = device;
    this.recorded = recorded;
    this.plan = plan;
  }

  /// Records `body` on zeros of the given types and compiles what it did.
  public static CompiledFunction of(
      Device device, List<TensorType> inputTypes, Function<List<Tensor>, List<Tensor>> body) {
    RecordedFunction recorded = RecordedFunction.of(device, inputTypes, body);
    try {
      Program program = Rewriting.of(recorded.program());
      return new CompiledFunction(device, recorded, device.backend().compile(program));
    } catch (RuntimeException e) {
      recorded.close();
      throw e;
    }
  }

  /// Runs it; the results belong to the innermost scope.
  public List<Tensor> of(List<Tensor> inputs) {
    Call call = call(inputs);
    plan.run(call.in, call.out);
    return call.results;
  }

  /// What a run is given.
  private record Call(List<Operand> in, List<Tensor> results, List<Operand> out) {}

  private Call call(List<Tensor> inputs) {
    List<Operand> in = new ArrayList<>(inputs.size());
    for (int i = 0; i < inputs.size(); i++) {
      Tensor t = inputs.get(i);
      if (!t.type().equals(recorded.inputTypes().get(i)) || !t.isContiguous()) {
        throw new ShapeException(
            "compiled for "
                + recorded.inputTypes()
                + ", called with "
                + t.type()
                + " as input "
                + i);
      }
      in.add(t.operand());
    }
    List<Tensor> results = new ArrayList<>(recorded.outputTypes().size());
    List<Operand> out = new ArrayList<>(recorded.outputTypes().size());
    for (TensorType type : recorded.outputTypes()) {
      Tensor t = device.empty(type);
      results.add(t);
      out.add(t.operand());
    }
    return new Call(in, results, out);
  }

  /// Bytes of memory it holds, transformed weights included.
  public long bytes() {
    return plan.bytes() + recorded.constantBytes();
  }

  /// What a run does, in order.
  public List<PlanStep> steps() {
    return plan.steps();
  }

  /// Runs it, waits for each of its steps, and tells the number of each in [#steps] as soon as it
  /// is done.
  public void run(List<Tensor> inputs, IntConsumer done) {
    try (Scope _ = Scope.open()) {
      Call call = call(inputs);
      plan.run(call.in, call.out, done);
    }
  }

  @Override
  public void close() {
    plan.close();
    recorded.close();
  }
}
