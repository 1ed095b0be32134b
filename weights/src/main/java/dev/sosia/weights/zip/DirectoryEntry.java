package dev.sosia.weights.zip;

import dev.sosia.weights.bytes.ByteReader;
import dev.sosia.weights.bytes.MalformedException;
import dev.sosia.weights.bytes.Quote;
import java.lang.foreign.MemorySegment;

/// An entry as the central directory describes it.
final class DirectoryEntry {
  private static final int SIGNATURE = 0x02014b50;

  /// Compression hints, a data descriptor and UTF-8 names. Everything else (encryption, patches,
  /// masked headers) changes what the bytes mean.
  private static final int HARMLESS_FLAGS = 1 << 1 | 1 << 2 | 1 << 3 | 1 << 11;

  private final byte[] nameBytes;
  private final String name;
  private final int flags;
  private final int method;
  private final int crc;
  private final Sizes sizes;

  /// Reads one record of the directory.
  DirectoryEntry(ByteReader reader) {
    if (reader.i32() != SIGNATURE) {
      throw reader.malformed("has no entry at byte " + (reader.position() - 4));
    }
    reader.skip(4); // versions
    flags = reader.u16();
    method = reader.u16();
    reader.skip(4); // time and date
    crc = reader.i32();
    long packed = reader.u32();
    long unpacked = reader.u32();
    int nameLength = reader.u16();
    int extraLength = reader.u16();
    int commentLength = reader.u16();
    int disk = reader.u16();
    reader.skip(6); // attributes
    long offset = reader.u32();
    nameBytes = reader.bytes(nameLength);
    name = EntryName.checked(nameBytes);
    ByteReader extra =
        new ByteReader(MemorySegment.ofArray(reader.bytes(extraLength)), "an extra field");
    sizes = new Sizes(unpacked, packed, offset).widened(extra);
    reader.skip(commentLength);
    requireReadable(name, flags);
    if (disk != 0) {
      throw new MalformedException("is a part of a zip archive on several disks; join it first");
    }
    if (method == ZipEntry.STORED && sizes.packed() != sizes.unpacked()) {
      throw new MalformedException(
          "is a damaged zip archive: %s is not compressed, yet has two sizes, %d and %d"
              .formatted(Quote.of(name), sizes.packed(), sizes.unpacked()));
    }
  }

  /// Fails for flags that say the bytes of `name` are not simply its contents.
  static void requireReadable(String name, int flags) {
    if ((flags & ~HARMLESS_FLAGS) != 0) {
      throw new MalformedException(
          "holds the entry %s encrypted or patched (flags %04x), which cannot be read"
              .formatted(Quote.of(name), flags));
    }
  }

  byte[] nameBytes() {
    return nameBytes;
  }

  String name() {
    return name;
  }

  int flags() {
    return flags;
  }

  int method() {
    return method;
  }

  int crc() {
    return crc;
  }

  Sizes sizes() {
    return sizes;
  }
}
