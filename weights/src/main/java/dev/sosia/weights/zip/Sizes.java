package dev.sosia.weights.zip;

import dev.sosia.weights.bytes.ByteReader;

/// What a header says of an entry: bytes once unpacked, bytes in the file, place of its local
/// header (0 where the local header itself speaks).
record Sizes(long unpacked, long packed, long offset) {
  private static final long ELSEWHERE = 0xffff_ffffL;
  private static final int ZIP64 = 0x0001;

  /// These sizes with every 32-bit number of all ones replaced by the 64-bit one in the zip64 extra
  /// field, which holds only those, in this order.
  Sizes widened(ByteReader extra) {
    if (unpacked != ELSEWHERE && packed != ELSEWHERE && offset != ELSEWHERE) {
      return this;
    }
    while (extra.remaining() > 0) {
      int id = extra.u16();
      int length = extra.u16();
      if (id == ZIP64) {
        return new Sizes(
            unpacked == ELSEWHERE ? extra.u64() : unpacked,
            packed == ELSEWHERE ? extra.u64() : packed,
            offset == ELSEWHERE ? extra.u64() : offset);
      }
      extra.skip(length);
    }
    throw extra.malformed("of the zip archive lacks the 64-bit sizes that a header promises");
  }
}
