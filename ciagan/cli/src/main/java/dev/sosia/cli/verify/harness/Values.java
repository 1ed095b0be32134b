package dev.sosia.cli.verify.harness;

import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.HalfFloat;
import dev.sosia.engine.type.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Numbers in memory, row-major and little-endian: what a manifest holds and what came out.
public final class Values {
  private static final ValueLayout.OfShort I16 = little(ValueLayout.JAVA_SHORT_UNALIGNED);
  private static final ValueLayout.OfInt I32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong I64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat F32 =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfDouble F64 =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final DType dtype;
  private final Shape shape;
  private final MemorySegment bytes;

  private static ValueLayout.OfShort little(ValueLayout.OfShort layout) {
    return layout.withOrder(ByteOrder.LITTLE_ENDIAN);
  }

  /// Values that are all of `bytes`, which is not copied.
  public Values(DType dtype, Shape shape, MemorySegment bytes) {
    if (bytes.byteSize() != shape.numel() * dtype.bytes()) {
      throw new IllegalArgumentException(dtype + " " + shape + " of " + bytes.byteSize());
    }
    this.dtype = dtype;
    this.shape = shape;
    this.bytes = bytes;
  }

  /// Zeros, to be filled by [#set] and [#setLong].
  public static Values zeros(DType dtype, Shape shape) {
    // an array of longs: fast to read for any type, and no type needs more than its alignment
    int longs = Math.toIntExact(Math.ceilDiv(shape.numel() * dtype.bytes(), 8L));
    MemorySegment bytes = MemorySegment.ofArray(new long[longs]);
    return new Values(dtype, shape, bytes.asSlice(0, shape.numel() * dtype.bytes()));
  }

  /// F64 values.
  public static Values of(Shape shape, double... values) {
    return new Values(DType.F64, shape, MemorySegment.ofArray(values.clone()));
  }

  /// I64 values.
  public static Values of(Shape shape, long... values) {
    return new Values(DType.I64, shape, MemorySegment.ofArray(values.clone()));
  }

  /// What is in `tensor`, after waiting for it.
  public static Values of(Tensor tensor) {
    Values v = zeros(tensor.dtype(), tensor.shape());
    tensor.read(v.bytes);
    return v;
  }

  public DType dtype() {
    return dtype;
  }

  public Shape shape() {
    return shape;
  }

  public int numel() {
    return Math.toIntExact(shape.numel());
  }

  /// The memory itself.
  public MemorySegment bytes() {
    return bytes;
  }

  /// Element `i`; integers beyond 2^53 are rounded.
  public double get(long i) {
    return switch (dtype) {
      case F64 -> bytes.get(F64, 8 * i);
      case F32 -> bytes.get(F32, 4 * i);
      case F16 -> HalfFloat.fromF16(bytes.get(I16, 2 * i));
      case BF16 -> HalfFloat.fromBF16(bytes.get(I16, 2 * i));
      default -> (double) getLong(i);
    };
  }

  /// Element `i` of integers or booleans, exactly.
  public long getLong(long i) {
    return switch (dtype) {
      case I64 -> bytes.get(I64, 8 * i);
      case I32 -> bytes.get(I32, 4 * i);
      case I16 -> bytes.get(I16, 2 * i);
      case I8 -> bytes.get(ValueLayout.JAVA_BYTE, i);
      case U8, BOOL -> bytes.get(ValueLayout.JAVA_BYTE, i) & 0xff;
      default -> throw new IllegalStateException(dtype + " is no integer type");
    };
  }

  /// Sets element `i`, rounded to the type.
  public void set(long i, double value) {
    switch (dtype) {
      case F64 -> bytes.set(F64, 8 * i, value);
      case F32 -> bytes.set(F32, 4 * i, (float) value);
      case F16 -> bytes.set(I16, 2 * i, HalfFloat.toF16(value));
      case BF16 -> bytes.set(I16, 2 * i, HalfFloat.toBF16(value));
      default -> setLong(i, (long) value);
    }
  }

  /// Sets element `i` of integers or booleans.
  public void setLong(long i, long value) {
    switch (dtype) {
      case I64 -> bytes.set(I64, 8 * i, value);
      case I32 -> bytes.set(I32, 4 * i, (int) value);
      case I16 -> bytes.set(I16, 2 * i, (short) value);
      case I8, U8, BOOL -> bytes.set(ValueLayout.JAVA_BYTE, i, (byte) value);
      default -> set(i, (double) value);
    }
  }

  /// F32 values widened to F64 if that is `arithmetic`; all others as they are.
  public Values widened(DType arithmetic) {
    if (dtype != DType.F32 || arithmetic != DType.F64) {
      return this;
    }
    Values wide = zeros(DType.F64, shape);
    for (int i = 0; i < numel(); i++) {
      wide.set(i, get(i));
    }
    return wide;
  }

  /// A row-major tensor of these values.
  public Tensor on(Device device) {
    return device.of(dtype, shape, bytes);
  }

  /// The index of element `flat`, for messages.
  public String place(long flat) {
    int[] at = new int[shape.rank()];
    long rest = flat;
    for (int d = at.length - 1; d >= 0; d--) {
      at[d] = (int) (rest % shape.dim(d));
      rest /= shape.dim(d);
    }
    return java.util.Arrays.toString(at);
  }

  @Override
  public String toString() {
    return dtype + " " + shape;
  }
}
