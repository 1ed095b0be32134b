package dev.sosia.engine.backend;

import dev.sosia.engine.kernel.Copy;
import dev.sosia.engine.type.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Runs a program's kernels as they were recorded. A value's buffer is taken over by later values
/// of the same type once nothing reads it any more, so that memory is that of the widest moment,
/// not the sum.
final class ReplayPlan implements Plan {
  private final Backend backend;
  private final Program program;
  private final @Nullable Buffer[] place;
  private final List<Buffer> owned = new ArrayList<>();

  ReplayPlan(Backend backend, Program program) {
    this.backend = backend;
    this.program = program;
    this.place = new @Nullable Buffer[program.values().size()];
    for (int v = 0; v < place.length; v++) {
      place[v] = program.values().get(v).constant();
    }
    assignBuffers();
  }

  private void assignBuffers() {
    int[] lastUse = lastUse();
    Map<DType, List<Buffer>> free = new HashMap<>();
    for (int s = 0; s < program.steps().size(); s++) {
      Program.Step step = program.steps().get(s);
      for (Program.View out : step.outputs()) {
        if (place[out.value()] == null && !program.inputs().contains(out.value())) {
          Program.Value value = program.values().get(out.value());
          place[out.value()] =
              take(free.computeIfAbsent(value.dtype(), t -> new ArrayList<>()), value);
        }
      }
      for (int v = 0; v < lastUse.length; v++) {
        Buffer buffer = place[v];
        if (lastUse[v] == s && buffer != null && program.values().get(v).constant() == null) {
          free.computeIfAbsent(buffer.dtype(), t -> new ArrayList<>()).add(buffer);
        }
      }
    }
  }

  /// The smallest free buffer that is large enough, else a new one.
  private Buffer take(List<Buffer> free, Program.Value value) {
    Buffer best = null;
    for (Buffer b : free) {
      if (b.elements() >= value.elements() && (best == null || b.elements() < best.elements())) {
        best = b;
      }
    }
    if (best != null) {
      free.remove(best);
      return best;
    }
    Buffer fresh = backend.allocate(value.dtype(), value.elements());
    owned.add(fresh);
    return fresh;
  }

  private int[] lastUse() {
    int[] last = new int[program.values().size()];
    Arrays.fill(last, -1);
    for (int s = 0; s < program.steps().size(); s++) {
      for (Program.View v : program.steps().get(s).inputs()) {
        last[v.value()] = s;
      }
      for (Program.View v : program.steps().get(s).outputs()) {
        last[v.value()] = s;
      }
    }
    for (Program.View v : program.outputs()) {
      last[v.value()] = Integer.MAX_VALUE;
    }
    return last;
  }

  @Override
  public void run(List<Operand> inputs, List<Operand> outputs) {
    replay(inputs, outputs, _ -> {});
  }

  @Override
  public void run(List<Operand> inputs, List<Operand> outputs, IntConsumer done) {
    replay(
        inputs,
        outputs,
        step -> {
          backend.synchronize();
          done.accept(step);
        });
  }

  private void replay(List<Operand> inputs, List<Operand> outputs, IntConsumer enqueued) {
    for (int i = 0; i < inputs.size(); i++) {
      place[program.inputs().get(i)] = inputs.get(i).buffer();
    }
    for (int s = 0; s < program.steps().size(); s++) {
      Program.Step step = program.steps().get(s);
      backend.execute(step.kernel(), views(step.inputs(), inputs), views(step.outputs(), inputs));
      enqueued.accept(s);
    }
    for (int i = 0; i < outputs.size(); i++) {
      List<Operand> result = views(List.of(program.outputs().get(i)), inputs);
      backend.execute(new Copy(outputs.get(i).dtype()), result, List.of(outputs.get(i)));
    }
  }

  private List<Operand> views(List<Program.View> views, List<Operand> inputs) {
    List<Operand> operands = new ArrayList<>(views.size());
    for (Program.View v : views) {
      int input = program.inputs().indexOf(v.value());
      Buffer buffer = place[v.value()];
      if (buffer == null) {
        throw new IllegalStateException("value " + v.value() + " is read before it is written");
      }
      operands.add(
          input < 0
              ? v.on(buffer)
              : new Operand(
                  buffer, v.shape(), v.strides(), v.offset() + inputs.get(input).offset()));
    }
    return operands;
  }

  @Override
  public long bytes() {
    return owned.stream().mapToLong(Buffer::bytes).sum();
  }

  @Override
  public List<PlanStep> steps() {
    return program.steps().stream().map(s -> PlanStep.of(program, s, "replayed")).toList();
  }

  @Override
  public void close() {
    owned.forEach(backend::release);
    owned.clear();
  }
}
