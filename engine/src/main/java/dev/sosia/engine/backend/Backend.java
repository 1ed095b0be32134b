package dev.sosia.engine.backend;

import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.kernel.Kernel;
import dev.sosia.engine.type.DType;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/// A place where kernels run, with memory of its own. See the package for who may rely on what.
public interface Backend extends AutoCloseable {

  /// What it is and how it runs, for people: `reference, 2 threads` or `cpu avx512, 2 threads`.
  String description();

  /// Whether kernels compute in this type. F32 everywhere; F64 where this says so.
  boolean computesIn(DType dtype);

  /// Memory for `elements` values, contents undefined.
  ///
  /// @throws EnvironmentException if there is not enough memory: how much was asked for, what to do
  Buffer allocate(DType dtype, long elements);

  /// Gives memory back once the work enqueued so far has used it.
  void release(Buffer buffer);

  /// Copies the whole of `source` (little-endian values of the buffer's type) into `target`,
  /// beginning at element `offset`. `source` may be reused as soon as this returns.
  void write(MemorySegment source, Buffer target, long offset);

  /// Waits for what was enqueued, then fills the whole of `target` with values from element
  /// `offset`.
  void read(Buffer source, long offset, MemorySegment target);

  /// Enqueues a kernel. Types and shapes have been checked by [Kernel#outputs].
  ///
  /// @throws InputException if a value in the data is illegal (an index outside of its tensor); an
  ///   asynchronous backend may throw it from a later call
  void execute(Kernel kernel, List<Operand> inputs, List<Operand> outputs);

  /// Waits until everything enqueued is done.
  void synchronize();

  /// Makes a recorded computation ready to be run many times. The default runs its kernels one
  /// after the other, with buffers shared between values that do not live at the same time.
  default Plan compile(Program program) {
    return new ReplayPlan(this, program);
  }

  /// Measures what the machine could do at most; empty where this backend has no way to tell. Takes
  /// about a second.
  default Optional<Peaks> measurePeaks() {
    return Optional.empty();
  }

  /// Waits, then gives all memory back.
  @Override
  void close();
}
