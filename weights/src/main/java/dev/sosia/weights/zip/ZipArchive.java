package dev.sosia.weights.zip;

import dev.sosia.weights.bytes.ByteReader;
import dev.sosia.weights.bytes.MalformedException;
import dev.sosia.weights.bytes.Quote;
import java.lang.foreign.MemorySegment;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The entries of a zip archive in a mapped file, in the order of its central directory. All of the
/// structure is checked when it is read; contents are checked as they are taken.
public final class ZipArchive {
  /// More entries than any checkpoint has tensors; what is announced beyond costs no memory.
  private static final long MOST_ENTRIES = 1 << 18;

  private final Map<String, ZipEntry> entries = new LinkedHashMap<>();

  /// End of each entry's bytes by the place of its header: to see that no two share any.
  private final TreeMap<Long, Long> occupied = new TreeMap<>();

  private ZipArchive() {}

  /// Reads the directory and all local headers of the archive that is all of `file`.
  ///
  /// @throws MalformedException if anything is not as the format says
  public static ZipArchive read(MemorySegment file) {
    EndRecord end = EndRecord.find(file);
    if (end.entries() > MOST_ENTRIES) {
      throw new MalformedException(
          "announces %d zip entries; at most %d are read".formatted(end.entries(), MOST_ENTRIES));
    }
    MemorySegment before = file.asSlice(0, end.offset());
    ByteReader directory =
        new ByteReader(file.asSlice(end.offset(), end.size()), "the zip directory");
    ZipArchive archive = new ZipArchive();
    for (long i = 0; i < end.entries(); i++) {
      archive.add(new DirectoryEntry(directory), before);
    }
    if (directory.remaining() != 0) {
      throw directory.malformed("holds " + directory.remaining() + " bytes after its last entry");
    }
    archive.requireNoOverlap();
    return archive;
  }

  private void add(DirectoryEntry entry, MemorySegment file) {
    long start = LocalHeader.dataStart(entry, file);
    long packed = entry.sizes().packed();
    @Nullable ZipEntry sameName =
        entries.put(
            entry.name(),
            new ZipEntry(
                entry.name(),
                entry.method(),
                entry.sizes().unpacked(),
                entry.crc(),
                file.asSlice(start, packed)));
    @Nullable Long samePlace = occupied.put(entry.sizes().offset(), start + packed);
    if (sameName != null || samePlace != null) {
      throw new MalformedException("holds the entry " + Quote.of(entry.name()) + " twice");
    }
  }

  private void requireNoOverlap() {
    long end = 0;
    for (Map.Entry<Long, Long> range : occupied.entrySet()) {
      if (range.getKey() < end) {
        throw new MalformedException(
            "is a damaged zip archive: two entries share the bytes at " + range.getKey());
      }
      end = range.getValue();
    }
  }

  /// All entries.
  public Collection<ZipEntry> entries() {
    return entries.values();
  }

  /// The entry of this name, or null.
  public @Nullable ZipEntry get(String name) {
    return entries.get(name);
  }
}
