package dev.sosia.engine.tensor;

import dev.sosia.engine.backend.Operand;
import dev.sosia.engine.backend.Plan;
import dev.sosia.engine.error.ShapeException;
import dev.sosia.engine.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

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
      return new CompiledFunction(device, recorded, device.backend().compile(recorded.program()));
    } catch (RuntimeException e) {
      recorded.close();
      throw e;
    }
  }

  /// Runs it; the results belong to the innermost scope.
  public List<Tensor> of(List<Tensor> inputs) {
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
    List<Tensor> outputs = new ArrayList<>(recorded.outputTypes().size());
    List<Operand> out = new ArrayList<>(recorded.outputTypes().size());
    for (TensorType type : recorded.outputTypes()) {
      Tensor t = device.empty(type);
      outputs.add(t);
      out.add(t.operand());
    }
    plan.run(in, out);
    return outputs;
  }

  /// Bytes of memory it holds, transformed weights included.
  public long bytes() {
    return plan.bytes() + recorded.constantBytes();
  }

  /// How it computes, a line a step.
  public List<String> describe() {
    return plan.describe();
  }

  @Override
  public void close() {
    plan.close();
    recorded.close();
  }
}
