package dev.sosia.weights;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sosia.weights.bytes.ByteWriter;
import java.math.BigInteger;
import java.util.function.UnaryOperator;

/// A pickle written opcode by opcode, right or wrong.
final class PickleBytes {
  private final ByteWriter out = new ByteWriter();

  private PickleBytes() {}

  static PickleBytes protocol(int protocol) {
    return new PickleBytes().raw(0x80, protocol);
  }

  /// A pickle of protocol 2.
  static PickleBytes pickle() {
    return protocol(2);
  }

  PickleBytes raw(int... bytes) {
    for (int b : bytes) {
      out.u8(b);
    }
    return this;
  }

  /// Opcodes, and other bytes, that are letters.
  PickleBytes ops(String opcodes) {
    return times(1, opcodes);
  }

  /// The same opcodes many times.
  PickleBytes times(int count, String opcodes) {
    out.bytes(opcodes.repeat(count).getBytes(ISO_8859_1));
    return this;
  }

  PickleBytes text(String text) {
    byte[] utf8 = text.getBytes(UTF_8);
    out.u8('X').u32(utf8.length).bytes(utf8);
    return this;
  }

  PickleBytes number(long value) {
    if (value == (int) value) {
      out.u8('J').u32(value);
      return this;
    }
    return number(BigInteger.valueOf(value));
  }

  PickleBytes number(BigInteger value) {
    byte[] bigEndian = value.toByteArray();
    raw(0x8a, bigEndian.length);
    for (int i = bigEndian.length - 1; i >= 0; i--) {
      raw(bigEndian[i]);
    }
    return this;
  }

  PickleBytes u32(long value) {
    out.u32(value);
    return this;
  }

  PickleBytes i64(long value) {
    out.i64(value);
    return this;
  }

  PickleBytes global(String module, String name) {
    return ops("c" + module + "\n" + name + "\n");
  }

  PickleBytes numbers(long... values) {
    ops("(");
    for (long value : values) {
      number(value);
    }
    return ops("t");
  }

  /// Pushes the storage `key` of the class `torch.type`.
  PickleBytes storage(String type, String key, long numel) {
    ops("(").text("storage").global("torch", type).text(key).text("cpu").number(numel);
    return ops("tQ");
  }

  /// Pushes a storage as the old format names it, with `None` for the view.
  PickleBytes legacyStorage(String type, String key, long numel) {
    ops("(").text("storage").global("torch", type).text(key).text("cpu").number(numel);
    return ops("NtQ");
  }

  /// Makes a tensor of the storage that `storage` pushes.
  PickleBytes tensor(UnaryOperator<PickleBytes> storage, long offset, long[] size, long[] stride) {
    global("torch._utils", "_rebuild_tensor_v2").ops("(");
    storage.apply(this).number(offset).numbers(size).numbers(stride).raw(0x89);
    return global("collections", "OrderedDict").ops(")RtR");
  }

  /// Makes the tensor [2, 3] of the six floats of storage 0.
  PickleBytes tensor() {
    return tensor(p -> p.storage("FloatStorage", "0", 6), 0, longs(2, 3), longs(3, 1));
  }

  static long[] longs(long... values) {
    return values;
  }

  /// Ends the pickle.
  byte[] stop() {
    return ops(".").bytes();
  }

  /// What there is, without an end.
  byte[] bytes() {
    return out.toByteArray();
  }
}
