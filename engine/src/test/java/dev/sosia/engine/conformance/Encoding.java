package dev.sosia.engine.conformance;

import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.HalfFloat;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Numbers to bytes and back on this side of a backend, so that no kernel is needed to look at one.
final class Encoding {
  private Encoding() {}

  static byte[] bytes(DType dtype, double[] values) {
    ByteBuffer b =
        ByteBuffer.allocate(values.length * dtype.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (double v : values) {
      switch (dtype) {
        case F64 -> b.putDouble(v);
        case F32 -> b.putFloat((float) v);
        case F16 -> b.putShort(HalfFloat.toF16(v));
        case BF16 -> b.putShort(HalfFloat.toBF16(v));
        case I64 -> b.putLong((long) v);
        case I32 -> b.putInt((int) v);
        case I16 -> b.putShort((short) v);
        case I8, U8 -> b.put((byte) (int) v);
        case BOOL -> b.put((byte) (v != 0 ? 1 : 0));
      }
    }
    return b.array();
  }

  static double[] values(DType dtype, byte[] bytes) {
    ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    double[] values = new double[bytes.length / dtype.bytes()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (dtype) {
            case F64 -> b.getDouble();
            case F32 -> b.getFloat();
            case F16 -> HalfFloat.fromF16(b.getShort());
            case BF16 -> HalfFloat.fromBF16(b.getShort());
            case I64 -> b.getLong();
            case I32 -> b.getInt();
            case I16 -> b.getShort();
            case I8 -> b.get();
            case U8, BOOL -> b.get() & 0xFF;
          };
    }
    return values;
  }

  /// A tensor's values, row-major, as bytes.
  static byte[] bytes(Tensor t) {
    byte[] bytes = new byte[Math.toIntExact(t.type().bytes())];
    if (bytes.length > 0) {
      t.read(MemorySegment.ofArray(bytes));
    }
    return bytes;
  }

  static double[] values(Tensor t) {
    return values(t.dtype(), bytes(t));
  }
}
