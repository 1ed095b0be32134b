package dev.sosia.engine.conformance;

import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// How an input lies in memory.
public enum Layout {
  /// Row-major, without gaps.
  CONTIGUOUS,
  /// Row-major behind an offset, every second element, with a gap after each row.
  STRIDED,
  /// Column-major.
  PERMUTED,
  /// Every dimension backwards.
  FLIPPED,
  /// The first dimension that has more than one element repeats one slice.
  EXPANDED;

  /// Values as this layout can hold them: repeated where it repeats.
  double[] adjust(Shape shape, double[] values) {
    int axis = repeated(shape);
    if (this != EXPANDED || axis < 0) {
      return values;
    }
    double[] adjusted = values.clone();
    long[] dense = shape.rowMajor();
    for (int i = 0; i < adjusted.length; i++) {
      long coordinate = i / dense[axis] % shape.dim(axis);
      adjusted[i] = values[(int) (i - coordinate * dense[axis])];
    }
    return adjusted;
  }

  private static int repeated(Shape shape) {
    for (int d = 0; d < shape.rank(); d++) {
      if (shape.dim(d) > 1) {
        return d;
      }
    }
    return -1;
  }

  private long[] strides(Shape shape) {
    long[] strides = shape.rowMajor();
    int rank = shape.rank();
    switch (this) {
      case CONTIGUOUS -> {}
      case STRIDED -> {
        long at = 2;
        for (int d = rank - 1; d >= 0; d--) {
          strides[d] = at;
          at *= shape.dim(d) + 1L;
        }
      }
      case PERMUTED -> {
        long at = 1;
        for (int d = 0; d < rank; d++) {
          strides[d] = at;
          at *= Math.max(shape.dim(d), 1);
        }
      }
      case FLIPPED -> Arrays.setAll(strides, d -> -strides[d]);
      case EXPANDED -> {
        int axis = repeated(shape);
        if (axis >= 0) {
          strides[axis] = 0;
        }
      }
    }
    return strides;
  }

  /// A tensor of these values (already adjusted) laid out so; what lies between them is NaN, or a
  /// number that no index may be.
  Tensor place(Device device, DType dtype, Shape shape, double[] values) {
    long[] strides = strides(shape);
    long offset = this == CONTIGUOUS ? 0 : 3;
    long end = offset + 1;
    for (int d = 0; d < strides.length; d++) {
      long reach = strides[d] * Math.max(shape.dim(d) - 1, 0);
      offset -= Math.min(reach, 0);
      end += Math.abs(reach);
    }
    boolean exact = this == CONTIGUOUS;
    double[] memory = new double[exact ? values.length : Math.toIntExact(end + 2)];
    Arrays.fill(memory, dtype.isFloating() ? Double.NaN : 0x1p40);
    long[] dense = shape.rowMajor();
    for (int i = 0; i < values.length; i++) {
      long place = offset;
      for (int d = 0; d < strides.length; d++) {
        place += i / dense[d] % shape.dim(d) * strides[d];
      }
      memory[(int) place] = values[i];
    }
    MemorySegment bytes = MemorySegment.ofArray(Encoding.bytes(dtype, memory));
    return device.of(dtype, Shape.of(memory.length), bytes).view(shape, strides, offset);
  }
}
