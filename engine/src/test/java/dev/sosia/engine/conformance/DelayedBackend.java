package dev.sosia.engine.conformance;

import dev.sosia.engine.backend.Backend;
import dev.sosia.engine.backend.Buffer;
import dev.sosia.engine.backend.Operand;
import dev.sosia.engine.kernel.Fill;
import dev.sosia.engine.kernel.Kernel;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// As far from the caller as a backend may be: its buffers are tickets without memory, and nothing
/// is done before somebody reads or waits. Code above that looks into memory early, reuses what is
/// still needed, or counts on an order that was not asked for, fails on it without a GPU.
public final class DelayedBackend implements Backend {
  private final Backend backend;
  private final Queue<Runnable> queue = new ArrayDeque<>();
  private final Set<Ticket> handedOut = new HashSet<>();
  private int waits;

  /// A place in memory that does not exist yet, or not any more.
  private static final class Ticket extends Buffer {
    private @Nullable Buffer memory;

    Ticket(DType dtype, long elements) {
      super(dtype, elements);
    }

    Buffer memory() {
      if (memory == null) {
        throw new IllegalStateException("a buffer is used before it is allocated or after release");
      }
      return memory;
    }
  }

  /// Runs its work on `backend` at last.
  public DelayedBackend(Backend backend) {
    this.backend = backend;
  }

  /// How often somebody has waited for results.
  public int waits() {
    return waits;
  }

  @Override
  public String description() {
    return backend.description() + ", delayed";
  }

  @Override
  public boolean computesIn(DType dtype) {
    return backend.computesIn(dtype);
  }

  @Override
  public Buffer allocate(DType dtype, long elements) {
    Ticket ticket = new Ticket(dtype, elements);
    handedOut.add(ticket);
    queue.add(
        () -> {
          ticket.memory = backend.allocate(dtype, elements);
          poison(ticket);
        });
    return ticket;
  }

  private void poison(Ticket ticket) {
    Shape all = Shape.of(Math.toIntExact(ticket.elements()));
    double bad = ticket.dtype().isFloating() ? Double.NaN : -0x1p40;
    Fill fill = new Fill(new TensorType(ticket.dtype(), all), bad);
    backend.execute(fill, List.of(), List.of(new Operand(ticket.memory(), all, all.rowMajor(), 0)));
  }

  @Override
  public void release(Buffer buffer) {
    Ticket ticket = ticket(buffer);
    handedOut.remove(ticket);
    queue.add(
        () -> {
          poison(ticket);
          backend.release(ticket.memory());
          ticket.memory = null;
        });
  }

  private Ticket ticket(Buffer buffer) {
    if (buffer instanceof Ticket t && handedOut.contains(t)) {
      return t;
    }
    throw new IllegalStateException("a buffer of another backend, or one that was released");
  }

  @Override
  public void write(MemorySegment source, Buffer target, long offset) {
    Ticket ticket = ticket(target);
    byte[] copy = source.toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
    queue.add(() -> backend.write(MemorySegment.ofArray(copy), ticket.memory(), offset));
  }

  @Override
  public void execute(Kernel kernel, List<Operand> inputs, List<Operand> outputs) {
    inputs.forEach(o -> ticket(o.buffer()));
    outputs.forEach(o -> ticket(o.buffer()));
    queue.add(() -> backend.execute(kernel, real(inputs), real(outputs)));
  }

  private static List<Operand> real(List<Operand> operands) {
    return operands.stream()
        .map(o -> new Operand(((Ticket) o.buffer()).memory(), o.shape(), o.strides(), o.offset()))
        .toList();
  }

  @Override
  public void read(Buffer source, long offset, MemorySegment target) {
    Ticket ticket = ticket(source);
    synchronize();
    backend.read(ticket.memory(), offset, target);
  }

  @Override
  public void synchronize() {
    waits++;
    for (Runnable work = queue.poll(); work != null; work = queue.poll()) {
      work.run();
    }
  }

  @Override
  public void close() {
    synchronize();
    backend.close();
  }
}
