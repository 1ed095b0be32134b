package dev.sosia.weights.onnx;

import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.weights.value.HostTensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Types of numbers as ONNX counts them, and numbers in them.
final class Numbers {
  private Numbers() {}

  /// `TensorProto.DataType`.
  static int code(DType dtype) {
    return switch (dtype) {
      case F32 -> 1;
      case U8 -> 2;
      case I8 -> 3;
      case I16 -> 5;
      case I32 -> 6;
      case I64 -> 7;
      case BOOL -> 9;
      case F16 -> 10;
      case F64 -> 11;
      case BF16 -> 16;
    };
  }

  /// Little-endian bytes of `values`, converted to `dtype`.
  static MemorySegment of(DType dtype, double... values) {
    MemorySegment bytes = Arena.ofAuto().allocate((long) values.length * dtype.bytes(), 8);
    if (dtype.isFloating()) {
      HostTensor.ofDoubles(Shape.of(values.length), values).copyTo(bytes, dtype);
    } else {
      for (int i = 0; i < values.length; i++) {
        long bits = dtype == DType.BOOL ? (values[i] != 0 ? 1 : 0) : (long) values[i];
        for (int b = 0; b < dtype.bytes(); b++) {
          bytes.set(
              java.lang.foreign.ValueLayout.JAVA_BYTE,
              (long) i * dtype.bytes() + b,
              (byte) (bits >> (8 * b)));
        }
      }
    }
    return bytes;
  }
}
