package dev.sosia.kernels.cpu;

import dev.sosia.engine.error.EnvironmentException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A caching allocator for native memory. Sizes are rounded up to one of eight steps per doubling;
/// freed blocks wait in a list by size for the next request of that size. Small blocks are cut from
/// chunks, large ones are mapped one by one. Everything goes back to the operating system in
/// [#close]; large blocks that wait do so too when memory runs out.
///
/// Fresh pages are zero, reused blocks hold what was there.
final class NativeMemory implements AutoCloseable {
  private static final long CHUNK = 8 << 20;
  private static final long LARGE = 1 << 20;

  private final Map<Long, ArrayDeque<MemorySegment>> free = new HashMap<>();
  private final Map<Long, MemorySegment> mapped = new HashMap<>();
  private MemorySegment rest = MemorySegment.NULL;
  private long liveBytes;
  private long heldBytes;

  /// At least `bytes` bytes, 64-byte aligned.
  ///
  /// @throws EnvironmentException if there is not enough memory
  MemorySegment allocate(long bytes) {
    long size = roundUp(bytes);
    ArrayDeque<MemorySegment> waiting = free.get(size);
    MemorySegment block = waiting == null ? null : waiting.pollLast();
    if (block == null) {
      block = size >= LARGE ? map(size) : cut(size);
    }
    liveBytes += block.byteSize();
    return block;
  }

  /// Takes back a block that [#allocate] gave.
  void release(MemorySegment block) {
    liveBytes -= block.byteSize();
    free.computeIfAbsent(block.byteSize(), s -> new ArrayDeque<>()).addLast(block);
  }

  /// Bytes in blocks that were handed out and not released.
  long liveBytes() {
    return liveBytes;
  }

  /// Bytes taken from the operating system.
  long heldBytes() {
    return heldBytes;
  }

  /// The size of the block that a request for `bytes` gets.
  static long roundUp(long bytes) {
    if (bytes > Long.MAX_VALUE / 2) {
      throw outOfMemory(bytes);
    }
    long n = Math.max(bytes, 1);
    int shift = Math.max(6, 60 - Long.numberOfLeadingZeros(n));
    if (n >= LARGE) {
      shift = Math.max(shift, 12);
    }
    return (n + (1L << shift) - 1) >> shift << shift;
  }

  private MemorySegment cut(long size) {
    if (rest.byteSize() < size) {
      rest = map(CHUNK);
    }
    MemorySegment block = rest.asSlice(0, size);
    rest = rest.asSlice(size);
    return block;
  }

  private MemorySegment map(long size) {
    return tryMap(size)
        .or(
            () -> {
              unmapWaiting();
              return tryMap(size);
            })
        .orElseThrow(() -> outOfMemory(size));
  }

  @SuppressWarnings("restricted") // the length is the one that was mapped
  private Optional<MemorySegment> tryMap(long size) {
    MemorySegment pages = Sk.map(size);
    if (pages.address() == 0) {
      return Optional.empty();
    }
    heldBytes += size;
    MemorySegment segment = pages.reinterpret(size);
    mapped.put(segment.address(), segment);
    return Optional.of(segment);
  }

  private void unmapWaiting() {
    free.forEach(
        (size, blocks) -> {
          if (size >= LARGE) {
            blocks.forEach(b -> unmap(mapped.remove(b.address())));
            blocks.clear();
          }
        });
  }

  private void unmap(@Nullable MemorySegment pages) {
    if (pages == null) {
      return;
    }
    Sk.unmap(pages, pages.byteSize());
    heldBytes -= pages.byteSize();
  }

  private static EnvironmentException outOfMemory(long bytes) {
    return new EnvironmentException(
        "no memory for "
            + (bytes >> 20)
            + " MiB more: take a smaller batch or smaller pictures, or end other programs");
  }

  /// Gives everything back, blocks in use included.
  @Override
  public void close() {
    mapped.values().forEach(this::unmap);
    mapped.clear();
    free.clear();
    liveBytes = 0;
    rest = MemorySegment.NULL;
  }
}
