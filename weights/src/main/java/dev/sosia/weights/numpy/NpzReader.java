package dev.sosia.weights.numpy;

import dev.sosia.weights.bytes.MalformedException;
import dev.sosia.weights.bytes.Quote;
import dev.sosia.weights.value.Value;
import dev.sosia.weights.zip.ZipArchive;
import dev.sosia.weights.zip.ZipEntry;
import java.lang.foreign.Arena;
import java.util.LinkedHashMap;

/// Reads what `numpy.savez` and `numpy.savez_compressed` write. Arrays that are not compressed are
/// slices of the file.
public final class NpzReader {
  static final String ENDING = ".npy";

  /// Bytes that compressed arrays of one file may unpack to, all together.
  private static final long MOST_UNPACKED = 512L << 20;

  private NpzReader() {}

  /// The arrays in `archive`, by name.
  ///
  /// @param arena owns what is unpacked
  /// @throws MalformedException if an array is damaged, or something is no array
  public static Value.DictValue read(ZipArchive archive, Arena arena) {
    LinkedHashMap<Value, Value> arrays = new LinkedHashMap<>();
    long left = MOST_UNPACKED;
    for (ZipEntry entry : archive.entries()) {
      if (!entry.name().endsWith(ENDING)) {
        throw new MalformedException(
            "holds the zip entry " + Quote.of(entry.name()) + ", which is no NumPy array");
      }
      String name = entry.name().substring(0, entry.name().length() - ENDING.length());
      try {
        var array = NpyReader.read(entry.unpacked(arena, left), arena);
        arrays.put(new Value.Str(name), new Value.TensorValue(array));
      } catch (MalformedException e) {
        throw new MalformedException(Quote.of(entry.name()) + " " + e.getMessage());
      }
      left -= entry.method() == ZipEntry.STORED ? 0 : entry.size();
    }
    return new Value.DictValue(arrays, false);
  }
}
