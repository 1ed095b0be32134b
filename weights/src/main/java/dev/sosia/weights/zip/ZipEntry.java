package dev.sosia.weights.zip;

import dev.sosia.weights.bytes.MalformedException;
import dev.sosia.weights.bytes.Quote;
import dev.sosia.weights.bytes.Segments;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// One entry of an archive. `data` are its bytes as they lie in the file, `size` is their number
/// once unpacked.
public record ZipEntry(String name, int method, long size, int crc, MemorySegment data) {
  /// The method of entries that are not compressed.
  public static final int STORED = 0;

  /// The method of entries that are compressed by RFC 1951.
  public static final int DEFLATED = 8;

  /// The bytes of a stored entry: a slice of the file.
  ///
  /// @throws MalformedException if the entry is compressed or its checksum is wrong
  public MemorySegment stored() {
    if (method != STORED) {
      throw new MalformedException(
          "holds the entry %s compressed (method %d), which no checkpoint is; unpack it and pack it again without compression"
              .formatted(Quote.of(name), method));
    }
    requireChecksum(Segments.crc32(data));
    return data;
  }

  /// The bytes of the entry: a slice of the file where it is stored, unpacked into `arena` where it
  /// is deflated.
  ///
  /// @throws MalformedException if the entry is compressed otherwise, is not what its size and
  ///   checksum say, or is larger than `limit` bytes
  public MemorySegment unpacked(Arena arena, long limit) {
    if (method != DEFLATED) {
      return stored();
    }
    if (size > limit) {
      throw new MalformedException(
          "unpacks to more than the %d bytes that are read from compressed entries (%s has %d); save it without compression"
              .formatted(limit, Quote.of(name), size));
    }
    // Deflate makes nothing larger than 1032 times; asking for more than that is no honest size.
    if (size / 1032 > data.byteSize()) {
      throw unpacksOtherwise();
    }
    MemorySegment target = arena.allocate(size, 64);
    try (Inflater inflater = new Inflater(true)) {
      inflater.setInput(data.asByteBuffer());
      CRC32 crc32 = new CRC32();
      long at = 0;
      byte[] chunk = new byte[1 << 16];
      while (!inflater.finished()) {
        int n = inflater.inflate(chunk);
        if ((n == 0 && !inflater.finished()) || n > size - at) {
          throw unpacksOtherwise();
        }
        MemorySegment.copy(MemorySegment.ofArray(chunk), 0, target, at, n);
        crc32.update(chunk, 0, n);
        at += n;
      }
      if (at != size || inflater.getRemaining() != 0) {
        throw unpacksOtherwise();
      }
      requireChecksum((int) crc32.getValue());
    } catch (DataFormatException _) {
      throw unpacksOtherwise();
    }
    return target;
  }

  private MalformedException unpacksOtherwise() {
    return new MalformedException(
        "is damaged: the compressed entry %s does not unpack to its %d bytes"
            .formatted(Quote.of(name), size));
  }

  private void requireChecksum(int found) {
    if (found != crc) {
      throw new MalformedException(
          "is damaged: the checksum of %s is %08x, not %08x; fetch the file again"
              .formatted(Quote.of(name), found, crc));
    }
  }
}
