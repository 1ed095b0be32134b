package dev.sosia.kernels.cpu;

import dev.sosia.engine.backend.Buffer;
import dev.sosia.engine.type.DType;
import java.lang.foreign.MemorySegment;

/// A piece of native memory, 64-byte aligned.
final class NativeBuffer extends Buffer {
  private final MemorySegment segment;
  private boolean released;

  NativeBuffer(DType dtype, long elements, MemorySegment segment) {
    super(dtype, elements);
    this.segment = segment;
  }

  /// The memory: at least [#bytes] long.
  MemorySegment segment() {
    if (released) {
      throw new IllegalStateException("a buffer was used after its release");
    }
    return segment;
  }

  /// The memory, for the last time.
  MemorySegment retire() {
    MemorySegment last = segment();
    released = true;
    return last;
  }
}
