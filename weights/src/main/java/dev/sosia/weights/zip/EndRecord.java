package dev.sosia.weights.zip;

import dev.sosia.weights.bytes.ByteReader;
import dev.sosia.weights.bytes.MalformedException;
import java.lang.foreign.MemorySegment;

/// Where the central directory lies: `entries` records in `size` bytes from `offset` on.
///
/// The end record counts in 16 and 32 bits. Where that is too little it holds all ones and a zip64
/// end record before it has the numbers; PyTorch always writes both.
record EndRecord(long entries, long size, long offset) {
  private static final int SIGNATURE = 0x06054b50;
  private static final int LENGTH = 22;
  private static final int LOCATOR_SIGNATURE = 0x07064b50;
  private static final int LOCATOR_LENGTH = 20;
  private static final int ZIP64_SIGNATURE = 0x06064b50;
  private static final int ZIP64_LENGTH = 56;
  private static final int LONGEST_COMMENT = 0xffff;

  /// Finds the end record, which with its comment must end where the file ends.
  ///
  /// @throws MalformedException if there is none, or it does not fit the file
  static EndRecord find(MemorySegment file) {
    int tailLength = (int) Math.min(file.byteSize(), LENGTH + LONGEST_COMMENT);
    long tailStart = file.byteSize() - tailLength;
    byte[] tail = readerAt(file, tailStart).bytes(tailLength);
    for (int i = tailLength - LENGTH; i >= 0; i--) {
      if (tail[i] == 'P' && readerAt(file, tailStart + i).i32() == SIGNATURE) {
        ByteReader reader = readerAt(file, tailStart + i);
        reader.skip(LENGTH - 2);
        if (reader.u16() == reader.remaining()) {
          return read(file, tailStart + i);
        }
      }
    }
    throw new MalformedException(
        "is no whole zip archive: no end record stands at its end; it was cut off, or something was"
            + " appended");
  }

  private static EndRecord read(MemorySegment file, long at) {
    ByteReader end = readerAt(file, at);
    end.skip(4);
    requireOneDisk(end.i32() == 0); // this disk, and the one where the directory begins
    int entriesHere = end.u16();
    int entries = end.u16();
    long size = end.u32();
    long offset = end.u32();
    requireOneDisk(entriesHere == entries);
    long locator = at - LOCATOR_LENGTH;
    if (locator >= 0 && readerAt(file, locator).i32() == LOCATOR_SIGNATURE) {
      EndRecord wide = readZip64(file, locator);
      requireSame(entries == 0xffff || entries == wide.entries);
      requireSame(size == 0xffff_ffffL || size == wide.size);
      requireSame(offset == 0xffff_ffffL || offset == wide.offset);
      return wide;
    }
    if (entries == 0xffff || size == 0xffff_ffffL || offset == 0xffff_ffffL) {
      throw new MalformedException(
          "is a damaged zip archive: its end record points to a zip64 record that is not there");
    }
    return new EndRecord(entries, size, offset).endingAt(at);
  }

  private static EndRecord readZip64(MemorySegment file, long locatorAt) {
    ByteReader locator = readerAt(file, locatorAt);
    locator.skip(4);
    requireOneDisk(locator.i32() == 0);
    long at = locator.u64();
    requireOneDisk(locator.u32() <= 1);
    // A longer record would hold data of kinds that no checkpoint has, so it must end right here.
    if (at != locatorAt - ZIP64_LENGTH) {
      throw new MalformedException(
          "is a damaged zip archive: its zip64 end record is said to be at byte %d, not %d"
              .formatted(at, locatorAt - ZIP64_LENGTH));
    }
    ByteReader end = readerAt(file, at);
    if (end.i32() != ZIP64_SIGNATURE || end.i64() != ZIP64_LENGTH - 12) {
      throw new MalformedException(
          "is a damaged zip archive: there is no zip64 end record at byte " + at);
    }
    end.skip(4);
    requireOneDisk(end.i64() == 0);
    long entriesHere = end.u64();
    long entries = end.u64();
    requireOneDisk(entriesHere == entries);
    return new EndRecord(entries, end.u64(), end.u64()).endingAt(at);
  }

  private EndRecord endingAt(long at) {
    if (size > at || offset != at - size) {
      throw new MalformedException(
          "is a damaged zip archive: its directory of %d bytes is said to be at byte %d, but ends at byte %d"
              .formatted(size, offset, at));
    }
    return this;
  }

  private static void requireOneDisk(boolean one) {
    if (!one) {
      throw new MalformedException("is a part of a zip archive on several disks; join it first");
    }
  }

  private static void requireSame(boolean same) {
    if (!same) {
      throw new MalformedException(
          "is a damaged zip archive: its end record and its zip64 end record disagree");
    }
  }

  private static ByteReader readerAt(MemorySegment file, long at) {
    return new ByteReader(file.asSlice(at), "the end of the zip archive");
  }
}
