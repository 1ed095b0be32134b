package dev.sosia.weights.value;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.HalfFloat;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Single elements of every type in little-endian memory of any alignment. Indices count elements.
final class Elements {
  private static final ValueLayout.OfDouble F64 = JAVA_DOUBLE_UNALIGNED.withOrder(LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat F32 = JAVA_FLOAT_UNALIGNED.withOrder(LITTLE_ENDIAN);
  private static final ValueLayout.OfLong I64 = JAVA_LONG_UNALIGNED.withOrder(LITTLE_ENDIAN);
  private static final ValueLayout.OfInt I32 = JAVA_INT_UNALIGNED.withOrder(LITTLE_ENDIAN);
  private static final ValueLayout.OfShort I16 = JAVA_SHORT_UNALIGNED.withOrder(LITTLE_ENDIAN);

  private Elements() {}

  static double getDouble(DType dtype, MemorySegment data, long index) {
    return switch (dtype) {
      case F64 -> data.get(F64, index * 8);
      case F32 -> data.get(F32, index * 4);
      case F16 -> HalfFloat.fromF16(data.get(I16, index * 2));
      case BF16 -> HalfFloat.fromBF16(data.get(I16, index * 2));
      case I64, I32, I16, I8, U8, BOOL -> getLong(dtype, data, index);
    };
  }

  static long getLong(DType dtype, MemorySegment data, long index) {
    return switch (dtype) {
      case I64 -> data.get(I64, index * 8);
      case I32 -> data.get(I32, index * 4);
      case I16 -> data.get(I16, index * 2);
      case I8 -> data.get(JAVA_BYTE, index);
      case U8 -> data.get(JAVA_BYTE, index) & 0xff;
      case BOOL -> data.get(JAVA_BYTE, index) == 0 ? 0 : 1;
      case F64, F32, F16, BF16 ->
          throw new InputException("a tensor of type " + dtype + " has no integers");
    };
  }

  /// The element's bits, at the low end of a long.
  static long getBits(int width, MemorySegment data, long index) {
    return switch (width) {
      case 8 -> data.get(I64, index * 8);
      case 4 -> data.get(I32, index * 4);
      case 2 -> data.get(I16, index * 2);
      default -> data.get(JAVA_BYTE, index);
    };
  }

  static void putBits(int width, MemorySegment data, long index, long bits) {
    switch (width) {
      case 8 -> data.set(I64, index * 8, bits);
      case 4 -> data.set(I32, index * 4, (int) bits);
      case 2 -> data.set(I16, index * 2, (short) bits);
      default -> data.set(JAVA_BYTE, index, (byte) bits);
    }
  }

  /// Whether every value of `from` has a nearest value in `to`.
  static boolean converts(DType from, DType to) {
    return from == to
        || (from.isFloating() && to.isFloating())
        || (!from.isFloating() && (to == DType.F64 || to == DType.F32 || to == DType.I64));
  }

  /// Reads an element of type `from` and writes it as type `to`, rounded to nearest, ties to even.
  static void convert(
      DType from, MemorySegment source, long sourceIndex, DType to, MemorySegment target, long i) {
    if (from.isFloating()) {
      double value = getDouble(from, source, sourceIndex);
      switch (to) {
        case F64 -> target.set(F64, i * 8, value);
        case F32 -> target.set(F32, i * 4, (float) value);
        case F16 -> target.set(I16, i * 2, HalfFloat.toF16(value));
        case BF16 -> target.set(I16, i * 2, HalfFloat.toBF16(value));
        default -> throw new AssertionError(to);
      }
    } else {
      long value = getLong(from, source, sourceIndex);
      switch (to) {
        case F64 -> target.set(F64, i * 8, (double) value);
        case F32 -> target.set(F32, i * 4, (float) value);
        case I64 -> target.set(I64, i * 8, value);
        default -> throw new AssertionError(to);
      }
    }
  }
}
