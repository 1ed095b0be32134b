package dev.sosia.kernels.cpu;

import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.HalfFloat;
import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/// A tensor for tests: values in row-major order, each one that its type can hold.
record Values(DType dtype, Shape shape, double[] v) {

  static Values of(DType dtype, Shape shape, IntToDoubleFunction f) {
    double[] v = new double[Math.toIntExact(shape.numel())];
    for (int i = 0; i < v.length; i++) {
      v[i] = f.applyAsDouble(i);
    }
    return new Values(dtype, shape, v);
  }

  /// F32 values in -2 to 2, the same for the same seed.
  static Values random(long seed, int... dims) {
    SplittableRandom r = new SplittableRandom(seed);
    return of(DType.F32, Shape.of(dims), _ -> (float) (r.nextDouble() * 4 - 2));
  }

  TensorType type() {
    return new TensorType(dtype, shape);
  }

  double at(int... index) {
    int at = 0;
    for (int d = 0; d < index.length; d++) {
      at = at * shape.dim(d) + index[d];
    }
    return v[at];
  }

  /// Writes `value` as an element of `dtype` at byte `at`.
  static void put(ByteBuffer bytes, int at, DType dtype, double value) {
    switch (dtype) {
      case F64 -> bytes.putDouble(at, value);
      case F32 -> bytes.putFloat(at, (float) value);
      case F16 -> bytes.putShort(at, HalfFloat.toF16(value));
      case BF16 -> bytes.putShort(at, HalfFloat.toBF16(value));
      case I64 -> bytes.putLong(at, (long) value);
      case I32 -> bytes.putInt(at, (int) (long) value);
      case I16 -> bytes.putShort(at, (short) (long) value);
      case I8, U8 -> bytes.put(at, (byte) (long) value);
      case BOOL -> bytes.put(at, (byte) (value != 0 ? 1 : 0));
    }
  }

  /// The element of `dtype` at byte `at`.
  static double get(ByteBuffer bytes, int at, DType dtype) {
    return switch (dtype) {
      case F64 -> bytes.getDouble(at);
      case F32 -> bytes.getFloat(at);
      case F16 -> HalfFloat.fromF16(bytes.getShort(at));
      case BF16 -> HalfFloat.fromBF16(bytes.getShort(at));
      case I64 -> bytes.getLong(at);
      case I32 -> bytes.getInt(at);
      case I16 -> bytes.getShort(at);
      case I8 -> bytes.get(at);
      case U8, BOOL -> bytes.get(at) & 0xFF;
    };
  }
}
