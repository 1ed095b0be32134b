package dev.sosia.weights.value;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.error.ShapeException;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/// A strided view of a storage: element (i, j, ..) is at `offset + i * strides[0] + j * strides[1]
/// + ..`, counted in elements. The storage holds little-endian elements of any alignment and may be
///   shared with other tensors; a stride of 0 repeats elements.
///
/// The memory belongs to whoever made the storage. Tensors of a checkpoint are views of its mapped
/// file and are gone when it is closed.
public final class HostTensor {
  private final DType dtype;
  private final Shape shape;
  private final long[] strides;
  private final long offset;
  private final MemorySegment storage;

  /// A view of `storage`.
  ///
  /// @throws ShapeException if strides do not fit the shape or the view leaves its storage
  public HostTensor(DType dtype, Shape shape, long[] strides, long offset, MemorySegment storage) {
    this.dtype = dtype;
    this.shape = shape;
    this.strides = strides.clone();
    this.offset = offset;
    this.storage = storage;
    requireInside();
  }

  /// A row-major tensor that is all of `storage`.
  public static HostTensor of(DType dtype, Shape shape, MemorySegment storage) {
    return new HostTensor(dtype, shape, shape.rowMajor(), 0, storage);
  }

  /// A row-major F32 tensor of these values, which are copied.
  public static HostTensor ofFloats(Shape shape, float... values) {
    return copyOf(DType.F32, shape, MemorySegment.ofArray(values), ValueLayout.JAVA_FLOAT);
  }

  /// A row-major F64 tensor of these values, which are copied.
  public static HostTensor ofDoubles(Shape shape, double... values) {
    return copyOf(DType.F64, shape, MemorySegment.ofArray(values), ValueLayout.JAVA_DOUBLE);
  }

  /// A row-major I64 tensor of these values, which are copied.
  public static HostTensor ofLongs(Shape shape, long... values) {
    return copyOf(DType.I64, shape, MemorySegment.ofArray(values), ValueLayout.JAVA_LONG);
  }

  private static HostTensor copyOf(
      DType dtype, Shape shape, MemorySegment values, ValueLayout layout) {
    MemorySegment storage = MemorySegment.ofArray(new byte[Math.toIntExact(values.byteSize())]);
    ValueLayout little = layout.withByteAlignment(1).withOrder(ByteOrder.LITTLE_ENDIAN);
    MemorySegment.copy(values, layout, 0, storage, little, 0, values.byteSize() / dtype.bytes());
    return of(dtype, shape, storage);
  }

  private void requireInside() {
    if (strides.length != shape.rank()) {
      throw new ShapeException(
          "shape " + shape + " has " + strides.length + " strides, " + Arrays.toString(strides));
    }
    if (storage.byteSize() % dtype.bytes() != 0) {
      throw new ShapeException(
          "a storage of " + storage.byteSize() + " bytes holds no whole number of " + dtype);
    }
    boolean inside = offset >= 0;
    long last = offset;
    for (int i = 0; i < strides.length; i++) {
      inside &= strides[i] >= 0;
      if (inside && shape.numel() > 0) {
        long steps = shape.dim(i) - 1L;
        last += strides[i] * steps;
        boolean overflows = Math.multiplyHigh(strides[i], steps) != 0 || strides[i] * steps < 0;
        inside = !overflows && last >= 0 && last < storageNumel();
      }
    }
    if (!inside || (shape.numel() > 0 && last >= storageNumel())) {
      throw new ShapeException(
          "a view of shape %s, strides %s and offset %d leaves its storage of %d elements"
              .formatted(shape, Arrays.toString(strides), offset, storageNumel()));
    }
  }

  /// Type of the elements.
  public DType dtype() {
    return dtype;
  }

  /// Sizes of the dimensions.
  public Shape shape() {
    return shape;
  }

  /// Number of elements.
  public long numel() {
    return shape.numel();
  }

  /// Bytes that the elements take when packed.
  public long byteSize() {
    return shape.numel() * dtype.bytes();
  }

  /// Step in the storage, in elements, along each dimension.
  public long[] strides() {
    return strides.clone();
  }

  /// Place of the first element in the storage, in elements.
  public long offset() {
    return offset;
  }

  /// The memory this tensor is a view of. Not to be written to.
  public MemorySegment storage() {
    return storage;
  }

  /// Number of elements in the storage.
  public long storageNumel() {
    return storage.byteSize() / dtype.bytes();
  }

  /// Whether the elements lie in row-major order without gaps.
  public boolean isContiguous() {
    return numel() == 0 || runs().contiguous();
  }

  private StridedRuns runs() {
    return new StridedRuns(shape.dims(), strides);
  }

  /// Element `index`, counted in row-major order, as a double; integers beyond 2^53 are rounded.
  public double getDouble(long index) {
    return Elements.getDouble(dtype, storage, place(index));
  }

  /// Element `index`, counted in row-major order, of an integer or boolean tensor (1 and 0).
  ///
  /// @throws InputException for a floating-point tensor
  public long getLong(long index) {
    return Elements.getLong(dtype, storage, place(index));
  }

  /// The bits of element `index`, counted in row-major order, at the low end of a long.
  public long getBits(long index) {
    return Elements.getBits(dtype.bytes(), storage, place(index));
  }

  private long place(long index) {
    long rest = Objects.checkIndex(index, numel());
    long place = offset;
    for (int i = strides.length - 1; i > 0; i--) {
      int size = shape.dim(i);
      place += rest % size * strides[i];
      rest /= size;
    }
    return strides.length == 0 ? place : place + rest * strides[0];
  }

  /// Writes all elements to `target`, packed, in row-major order, little-endian, as type `as`:
  /// rounded to nearest, ties to even, where that type is narrower. `target` may be memory outside
  /// the heap or an array.
  ///
  /// @throws InputException if the type cannot be converted: floating to floating, and integer to
  ///   F64, F32 and I64 can
  public void copyTo(MemorySegment target, DType as) {
    if (!Elements.converts(dtype, as)) {
      throw new InputException("a tensor of type " + dtype + " does not convert to " + as);
    }
    if (numel() == 0) {
      return;
    }
    long[] done = {0};
    runs()
        .forEach(
            offset,
            (start, count, stride) -> {
              long to = done[0];
              done[0] += count;
              if (as == dtype && stride == 1) {
                int width = dtype.bytes();
                MemorySegment.copy(storage, start * width, target, to * width, count * width);
              } else if (as == dtype) {
                copyRun(start, count, stride, target, to);
              } else {
                for (long i = 0; i < count; i++) {
                  Elements.convert(dtype, storage, start + i * stride, as, target, to + i);
                }
              }
            });
  }

  private void copyRun(long start, long count, long stride, MemorySegment target, long to) {
    int width = dtype.bytes();
    for (long i = 0; i < count; i++) {
      long bits = Elements.getBits(width, storage, start + i * stride);
      Elements.putBits(width, target, to + i, bits);
    }
  }

  /// The packed row-major elements outside the heap: a slice of the storage where they lie so
  /// already (then of any alignment), else a copy in `arena`.
  public MemorySegment packed(Arena arena) {
    if (storage.isNative() && isContiguous()) {
      return numel() == 0
          ? MemorySegment.NULL
          : storage.asSlice(offset * dtype.bytes(), byteSize());
    }
    MemorySegment copy = arena.allocate(byteSize(), 64);
    copyTo(copy, dtype);
    return copy;
  }

  /// This tensor as type `to`: itself where it has that type, else a packed copy in `arena`.
  ///
  /// @throws InputException if the type cannot be converted, see [#copyTo]
  public HostTensor converted(DType to, Arena arena) {
    if (to == dtype) {
      return this;
    }
    MemorySegment copy = arena.allocate(numel() * to.bytes(), 64);
    copyTo(copy, to);
    return of(to, shape, copy);
  }

  @Override
  public String toString() {
    return dtype + " " + shape;
  }
}
