package dev.sosia.engine.backend.reference;

import dev.sosia.engine.backend.Buffer;
import dev.sosia.engine.type.DType;
import java.lang.foreign.MemorySegment;

/// Memory of the reference backend: one Java array.
final class ArrayBuffer extends Buffer {
  /// `double[]`, `float[]`, `long[]`, `int[]`, `short[]` (also F16 and BF16 bits) or `byte[]`.
  final Object array;

  ArrayBuffer(DType dtype, int elements) {
    super(dtype, elements);
    this.array =
        switch (dtype) {
          case F64 -> new double[elements];
          case F32 -> new float[elements];
          case I64 -> new long[elements];
          case I32 -> new int[elements];
          case F16, BF16, I16 -> new short[elements];
          case I8, U8, BOOL -> new byte[elements];
        };
  }

  MemorySegment segment() {
    return switch (array) {
      case double[] a -> MemorySegment.ofArray(a);
      case float[] a -> MemorySegment.ofArray(a);
      case long[] a -> MemorySegment.ofArray(a);
      case int[] a -> MemorySegment.ofArray(a);
      case short[] a -> MemorySegment.ofArray(a);
      case byte[] a -> MemorySegment.ofArray(a);
      default -> throw new IllegalStateException("not an array of numbers");
    };
  }
}
