package dev.sosia.engine.tensor;

import dev.sosia.engine.backend.Backend;
import dev.sosia.engine.backend.Buffer;
import dev.sosia.engine.type.DType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/// Keeps buffers that nobody uses for the next one who asks for that size: a training step
/// allocates the same sizes again and again, and asking a backend is slow. Sizes are rounded up to
/// an eighth of their power of two, so at most an eighth is wasted.
final class CachingAllocator implements AutoCloseable {
  private final Backend backend;
  private final Map<DType, Map<Long, Deque<Buffer>>> free = new EnumMap<>(DType.class);
  private long live;
  private long peak;

  CachingAllocator(Backend backend) {
    this.backend = backend;
  }

  Buffer take(DType dtype, long elements) {
    long size = rounded(elements);
    Deque<Buffer> list =
        free.computeIfAbsent(dtype, t -> new HashMap<>())
            .computeIfAbsent(size, s -> new ArrayDeque<>());
    Buffer cached = list.poll();
    Buffer buffer = cached != null ? cached : backend.allocate(dtype, size);
    live += buffer.bytes();
    peak = Math.max(peak, live);
    return buffer;
  }

  void give(Buffer buffer) {
    live -= buffer.bytes();
    free.computeIfAbsent(buffer.dtype(), t -> new HashMap<>())
        .computeIfAbsent(buffer.elements(), s -> new ArrayDeque<>())
        .push(buffer);
  }

  private static long rounded(long n) {
    if (n <= 16) {
      return 16;
    }
    long unit = Math.max(Long.highestOneBit(n - 1) >> 3, 1);
    return (n + unit - 1) / unit * unit;
  }

  long liveBytes() {
    return live;
  }

  long peakBytes() {
    return peak;
  }

  void resetPeak() {
    peak = live;
  }

  @Override
  public void close() {
    backend.synchronize();
    free.values()
        .forEach(bySize -> bySize.values().forEach(list -> list.forEach(backend::release)));
    free.clear();
  }
}
