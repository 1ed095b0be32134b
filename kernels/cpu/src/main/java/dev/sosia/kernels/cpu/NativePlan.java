package dev.sosia.kernels.cpu;

import dev.sosia.engine.backend.Buffer;
import dev.sosia.engine.backend.Operand;
import dev.sosia.engine.backend.Plan;
import dev.sosia.engine.backend.PlanStep;
import dev.sosia.engine.backend.Program;
import dev.sosia.engine.kernel.Copy;
import dev.sosia.engine.type.Shape;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// A compiled program: what it does ([PlanOp]), in memory of its own. A block of memory serves one
/// value after the other, as soon as nothing reads the first any more.
///
/// Values are numbered as in the program; the operands of a run that are brought into another
/// layout first have numbers behind them.
final class NativePlan implements Plan {
  private final NativeBackend backend;
  private final Program program;
  private final List<PlanOp> ops = new ArrayList<>();
  private final List<PlanStep> steps;
  private final List<Program.View> results;
  private final List<Buffer> weights;
  private final List<MemorySegment> blocks = new ArrayList<>();
  private final @Nullable Buffer[] memory;
  private final int[] given; // which operand of a run a number stands for, or -1
  private List<Operand> inputs = List.of();

  NativePlan(NativeBackend backend, Program program) {
    this.backend = backend;
    this.program = program;
    int n = program.values().size();
    int count = program.inputs().size();
    this.memory = new @Nullable Buffer[n + count];
    this.given = new int[n + count];
    Arrays.fill(given, -1);
    PlanBuilder builder = new PlanBuilder(backend, program);
    List<Program.View> operands = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int value = program.inputs().get(i);
      boolean copied = builder.frames().of(value) != null;
      given[copied ? n + i : value] = i;
      operands.add(new Program.View(n + i, Shape.SCALAR, new long[0], 0));
    }
    this.steps = builder.steps();
    this.weights = builder.weights();
    try {
      builder.build();
      ops.addAll(builder.inputCopies(operands));
      ops.addAll(builder.ops());
      this.results = program.outputs().stream().map(builder::place).toList();
      placeValues(builder.frames());
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void placeValues(PictureFrames frames) {
    int[] lastUse = lastUse();
    List<MemorySegment> free = new ArrayList<>();
    MemorySegment[] held = new MemorySegment[memory.length];
    for (int v = 0; v < program.values().size(); v++) {
      memory[v] = program.values().get(v).constant();
    }
    for (int i = 0; i < ops.size(); i++) {
      for (Program.View y : ops.get(i).writes()) {
        int v = y.value();
        if (memory[v] == null && given[v] < 0) {
          Program.Value value = program.values().get(v);
          PictureFrame frame = frames.of(v);
          long elements = frame == null ? value.elements() : frame.elements();
          held[v] = take(free, elements * value.dtype().bytes());
          memory[v] = new NativeBuffer(value.dtype(), elements, held[v]);
        }
      }
      for (int v = 0; v < held.length; v++) {
        if (held[v] != null && lastUse[v] == i) {
          free.add(held[v]);
        }
      }
    }
  }

  private MemorySegment take(List<MemorySegment> free, long bytes) {
    MemorySegment best = null;
    for (MemorySegment b : free) {
      if (b.byteSize() >= bytes && (best == null || b.byteSize() < best.byteSize())) {
        best = b;
      }
    }
    if (best != null) {
      free.remove(best);
      return best;
    }
    MemorySegment fresh = backend.memory().allocate(bytes);
    blocks.add(fresh);
    return fresh;
  }

  private int[] lastUse() {
    int[] last = new int[memory.length];
    Arrays.fill(last, -1);
    for (int i = 0; i < ops.size(); i++) {
      for (Program.View v : ops.get(i).reads()) {
        last[v.value()] = i;
      }
      for (Program.View v : ops.get(i).writes()) {
        last[v.value()] = i;
      }
    }
    results.forEach(v -> last[v.value()] = Integer.MAX_VALUE);
    return last;
  }

  @Override
  public void run(List<Operand> inputs, List<Operand> outputs) {
    run(inputs, outputs, _ -> {});
  }

  /// Kernels are done when their call returns.
  @Override
  public void run(List<Operand> inputs, List<Operand> outputs, IntConsumer done) {
    this.inputs = inputs;
    for (int i = 0; i < ops.size(); i++) {
      ops.get(i).run(backend, this::operand);
      done.accept(i);
    }
    for (int i = 0; i < outputs.size(); i++) {
      Operand to = outputs.get(i);
      backend.execute(new Copy(to.dtype()), List.of(operand(results.get(i))), List.of(to));
    }
    this.inputs = List.of();
  }

  private Operand operand(Program.View v) {
    int number = given[v.value()];
    if (number >= 0) {
      Operand input = inputs.get(number);
      return new Operand(input.buffer(), v.shape(), v.strides(), input.offset() + v.offset());
    }
    Buffer buffer = memory[v.value()];
    if (buffer == null) {
      throw new IllegalStateException("value " + v.value() + " is read before it is written");
    }
    return v.on(buffer);
  }

  @Override
  public long bytes() {
    return weights.stream().mapToLong(Buffer::bytes).sum()
        + blocks.stream().mapToLong(MemorySegment::byteSize).sum();
  }

  @Override
  public List<PlanStep> steps() {
    return List.copyOf(steps);
  }

  @Override
  public void close() {
    weights.forEach(backend::release);
    weights.clear();
    blocks.forEach(backend.memory()::release);
    blocks.clear();
  }
}
