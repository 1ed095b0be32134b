package dev.sosia.weights.zip;

import dev.sosia.weights.bytes.ByteReader;
import dev.sosia.weights.bytes.MalformedException;
import dev.sosia.weights.bytes.Quote;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// The header in front of an entry's bytes, which repeats what the central directory says. A file
/// in which the two differ means different things to different readers, so it is refused.
final class LocalHeader {
  private static final int SIGNATURE = 0x04034b50;
  private static final int DEFERRED = 1 << 3;

  private LocalHeader() {}

  /// Where the bytes of `entry` begin in `file`, which ends where the central directory begins.
  ///
  /// @throws MalformedException if there is no such header or it disagrees with the directory
  static long dataStart(DirectoryEntry entry, MemorySegment file) {
    if (entry.sizes().offset() > file.byteSize()) {
      throw disagreement(entry, "place");
    }
    MemorySegment fromHeader = file.asSlice(entry.sizes().offset());
    ByteReader reader = new ByteReader(fromHeader, "a zip entry");
    if (reader.i32() != SIGNATURE) {
      throw disagreement(entry, "place");
    }
    reader.skip(2); // version
    int flags = reader.u16();
    int method = reader.u16();
    reader.skip(4); // time and date
    int crc = reader.i32();
    long packed = reader.u32();
    long unpacked = reader.u32();
    int nameLength = reader.u16();
    int extraLength = reader.u16();
    if (nameLength != entry.nameBytes().length
        || !Arrays.equals(reader.bytes(nameLength), entry.nameBytes())) {
      throw disagreement(entry, "name");
    }
    ByteReader extra =
        new ByteReader(MemorySegment.ofArray(reader.bytes(extraLength)), "an extra field");
    Sizes sizes = new Sizes(unpacked, packed, 0).widened(extra);
    DirectoryEntry.requireReadable(entry.name(), flags);
    if (method != entry.method()) {
      throw disagreement(entry, "method");
    }
    // Whoever writes without going back puts zeros here and the numbers behind the data.
    boolean deferred = ((flags | entry.flags()) & DEFERRED) != 0;
    if (differs(sizes.packed(), entry.sizes().packed(), deferred)
        || differs(sizes.unpacked(), entry.sizes().unpacked(), deferred)) {
      throw disagreement(entry, "size");
    }
    if (differs(crc, entry.crc(), deferred)) {
      throw disagreement(entry, "checksum");
    }
    if (entry.sizes().packed() > reader.remaining()) {
      throw new MalformedException(
          "is a damaged zip archive: %s is said to have %d bytes, more than there are"
              .formatted(Quote.of(entry.name()), entry.sizes().packed()));
    }
    return entry.sizes().offset() + reader.position();
  }

  private static boolean differs(long local, long central, boolean deferred) {
    return local != central && !(deferred && local == 0);
  }

  private static MalformedException disagreement(DirectoryEntry entry, String what) {
    return new MalformedException(
        "is a damaged zip archive: the local header of %s and the directory disagree on its %s"
            .formatted(Quote.of(entry.name()), what));
  }
}
