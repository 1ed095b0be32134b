package dev.sosia.weights;

import dev.sosia.weights.bytes.ByteWriter;
import java.math.BigInteger;

/// A file of PyTorch before 1.6, part by part, right or wrong.
final class LegacyBytes {
  byte[] magic = PickleBytes.pickle().number(new BigInteger("1950a86a20f9469cfc6c", 16)).stop();
  byte[] protocol = PickleBytes.pickle().number(1001).stop();
  byte[] system =
      PickleBytes.pickle()
          .ops("}(")
          .text("protocol_version")
          .number(1001)
          .text("little_endian")
          .raw(0x88)
          .ops("u")
          .stop();
  byte[] value =
      PickleBytes.pickle()
          .tensor(
              p -> p.legacyStorage("FloatStorage", "k", 6),
              0,
              PickleBytes.longs(2, 3),
              PickleBytes.longs(3, 1))
          .stop();
  byte[] keys = PickleBytes.pickle().ops("](").text("k").ops("e").stop();
  byte[] storages = new ByteWriter().i64(6).bytes(ZipBytes.floats(0, 1, 2, 3, 4, 5)).toByteArray();

  byte[] bytes() {
    return new ByteWriter()
        .bytes(magic)
        .bytes(protocol)
        .bytes(system)
        .bytes(value)
        .bytes(keys)
        .bytes(storages)
        .toByteArray();
  }
}
