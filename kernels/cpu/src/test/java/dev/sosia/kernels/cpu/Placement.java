package dev.sosia.kernels.cpu;

import dev.sosia.engine.backend.Backend;
import dev.sosia.engine.backend.Buffer;
import dev.sosia.engine.backend.Operand;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A tensor placed in a backend's memory: how its elements lie, and guard bytes between and around
/// them that no kernel may change.
final class Placement {
  /// How elements lie.
  enum Layout {
    /// Row-major.
    DENSE,
    /// Column-major: the first dimension has stride 1.
    REVERSED,
    /// Row-major, every stride negative.
    NEGATIVE,
    /// Row-major with a hole behind each element.
    GAPS
  }

  private static final int GUARD = 40;
  private static final byte PATTERN = (byte) 0xA5;

  private final Backend backend;
  private final TensorType type;
  private final Buffer buffer;
  private final long[] strides;
  private final int first;
  private final boolean[] owned; // which elements of the buffer are the tensor's

  Placement(Backend backend, TensorType type, Layout layout) {
    this.backend = backend;
    this.type = type;
    Shape shape = type.shape();
    int n = Math.toIntExact(shape.numel());
    int step = layout == Layout.GAPS ? 2 : 1;
    this.strides = layout == Layout.REVERSED ? columnMajor(shape) : shape.rowMajor();
    for (int d = 0; d < strides.length; d++) {
      strides[d] *= layout == Layout.NEGATIVE ? -1 : step;
    }
    this.first = GUARD + (layout == Layout.NEGATIVE ? Math.max(0, n - 1) : 0);
    int total = n * step + 2 * GUARD;
    this.buffer = backend.allocate(type.dtype(), total);
    this.owned = new boolean[total];
    for (int i = 0; i < n; i++) {
      owned[place(i)] = true;
    }
    byte[] pattern = new byte[total * type.dtype().bytes()];
    Arrays.fill(pattern, PATTERN);
    backend.write(MemorySegment.ofArray(pattern), buffer, 0);
  }

  Placement(Backend backend, Values values, Layout layout) {
    this(backend, values.type(), layout);
    ByteBuffer bytes = bytes();
    for (int i = 0; i < values.v().length; i++) {
      Values.put(bytes, place(i) * type.dtype().bytes(), type.dtype(), values.v()[i]);
    }
    backend.write(MemorySegment.ofBuffer(bytes), buffer, 0);
  }

  private static long[] columnMajor(Shape shape) {
    long[] s = new long[shape.rank()];
    long at = 1;
    for (int d = 0; d < s.length; d++) {
      s[d] = at;
      at *= Math.max(1, shape.dim(d));
    }
    return s;
  }

  /// The place in the buffer of element number `i` in row-major order.
  private int place(int i) {
    long at = first;
    for (int d = strides.length - 1; d >= 0; d--) {
      int size = type.shape().dim(d);
      at += i % size * strides[d];
      i /= size;
    }
    return Math.toIntExact(at);
  }

  Operand operand() {
    return new Operand(buffer, type.shape(), strides, first);
  }

  private ByteBuffer bytes() {
    byte[] bytes = new byte[Math.toIntExact(buffer.bytes())];
    backend.read(buffer, 0, MemorySegment.ofArray(bytes));
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }

  /// The tensor's values now.
  ///
  /// @throws AssertionError if a byte that is not the tensor's was changed
  Values values() {
    ByteBuffer bytes = bytes();
    int size = type.dtype().bytes();
    for (int e = 0; e < owned.length; e++) {
      for (int b = 0; b < size && !owned[e]; b++) {
        if (bytes.get(e * size + b) != PATTERN) {
          throw new AssertionError("element " + (e - first) + " beside the tensor was written");
        }
      }
    }
    DType t = type.dtype();
    return Values.of(t, type.shape(), i -> Values.get(bytes, place(i) * size, t));
  }

  void release() {
    backend.release(buffer);
  }
}
