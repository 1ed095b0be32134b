package dev.sosia.weights.pytorch;

import static java.nio.charset.StandardCharsets.US_ASCII;

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
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// Reads the zip format of `torch.save`. Tensors are slices of the file.
public final class PthReader {
  private static final int NEWEST_VERSION = 10;

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
    archive.entries().forEach(ZipEntry::stored); // all checksums, also of what is not used
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
    return entry.stored();
  }

  private void requireVersion() {
    @Nullable String version = text("version");
    if (version != null
        && !(version.matches("[0-9]{1,4}\n?")
            && Integer.parseInt(version.strip()) <= NEWEST_VERSION)) {
      throw new MalformedException(
          "has version %s of PyTorch's format; up to %d is read"
              .formatted(Quote.of(version), NEWEST_VERSION));
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
    MemorySegment data = entry.stored();
    byte[] start = data.asSlice(0, Math.min(data.byteSize(), 100)).toArray(ValueLayout.JAVA_BYTE);
    return new String(start, US_ASCII);
  }
}
