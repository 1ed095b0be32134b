package dev.sosia.weights.pytorch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.sosia.weights.bytes.ByteReader;
import dev.sosia.weights.bytes.MalformedException;
import dev.sosia.weights.bytes.Quote;
import dev.sosia.weights.pickle.PickleMachine;
import dev.sosia.weights.pickle.Pickled;
import dev.sosia.weights.pickle.ValueBuilder;
import dev.sosia.weights.value.Value;
import dev.sosia.weights.zip.ZipArchive;
import dev.sosia.weights.zip.ZipEntry;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Reads the zip format of `torch.save`. Tensors are slices of the file.
public final class PthReader {
  private static final int NEWEST_VERSION = 10;
  private static final int LONGEST_WORD = 100;

  private final ZipArchive archive;
  private final String root;

  private PthReader(ZipArchive archive) {
    this.archive = archive;
    this.root = root(archive);
  }

  /// The value in `archive`.
  ///
  /// @throws MalformedException if it is damaged or holds anything but data
  public static Value read(ZipArchive archive) {
    return new PthReader(archive).read();
  }

  private Value read() {
    if (archive.get(root + "constants.pkl") != null) {
      throw new MalformedException(
          "is a TorchScript program, not a checkpoint; save its state_dict() with torch.save");
    }
    for (ZipEntry entry : archive.entries()) {
      entry.stored(); // all checksums, also of what is not used
    }
    requireVersion();
    requireByteOrder();
    ByteReader reader = new ByteReader(required("data.pkl"), "data.pkl");
    TorchObjects objects = new TorchObjects();
    Pickled pickled = new PickleMachine(reader, objects).run();
    if (reader.remaining() != 0) {
      throw reader.malformed("goes on for " + reader.remaining() + " bytes after its end");
    }
    for (Storage storage : objects.storages()) {
      if (storage.key().indexOf('/') >= 0) {
        throw new MalformedException("names a storage by a path, " + Quote.of(storage.key()));
      }
      storage.locate(required("data/" + storage.key()));
    }
    return new ValueBuilder(objects).build(pickled);
  }

  /// The folder in which all entries lie; PyTorch names it after the file.
  private static String root(ZipArchive archive) {
    @Nullable String root = null;
    for (ZipEntry entry : archive.entries()) {
      String folder = entry.name().substring(0, entry.name().indexOf('/') + 1);
      if (folder.isEmpty() || (root != null && !root.equals(folder))) {
        throw new MalformedException(
            "holds the zip entry %s, which lies outside the folder of the checkpoint"
                .formatted(Quote.of(entry.name())));
      }
      root = folder;
    }
    if (root == null) {
      throw new MalformedException("is an empty zip archive");
    }
    return root;
  }

  private MemorySegment required(String name) {
    @Nullable ZipEntry entry = archive.get(root + name);
    if (entry == null) {
      throw new MalformedException("lacks the zip entry " + Quote.of(root + name));
    }
    return entry.data();
  }

  private void requireVersion() {
    @Nullable String version = text("version");
    if (version != null && !isReadable(version.strip())) {
      throw new MalformedException(
          "has version %s of PyTorch's format; 1 to %d are read"
              .formatted(Quote.of(version.strip()), NEWEST_VERSION));
    }
  }

  private static boolean isReadable(String version) {
    try {
      int number = Integer.parseInt(version);
      return number >= 1 && number <= NEWEST_VERSION;
    } catch (NumberFormatException _) {
      return false;
    }
  }

  private void requireByteOrder() {
    @Nullable String order = text("byteorder");
    if (order != null && !order.equals("little")) {
      throw new MalformedException(
          "has byte order %s; load and save it again on a little-endian machine"
              .formatted(Quote.of(order)));
    }
  }

  /// The beginning of an entry that holds a word, or null where there is no such entry.
  private @Nullable String text(String name) {
    @Nullable ZipEntry entry = archive.get(root + name);
    if (entry == null) {
      return null;
    }
    MemorySegment data = entry.data();
    int length = (int) Math.min(data.byteSize(), LONGEST_WORD);
    return new String(new ByteReader(data, name).bytes(length), ISO_8859_1);
  }
}
