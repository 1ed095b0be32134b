package dev.sosia.weights.pytorch;

import dev.sosia.weights.bytes.ByteReader;
import dev.sosia.weights.bytes.MalformedException;
import dev.sosia.weights.bytes.Quote;
import dev.sosia.weights.pickle.PickleMachine;
import dev.sosia.weights.pickle.Pickled;
import dev.sosia.weights.pickle.ValueBuilder;
import dev.sosia.weights.value.Value;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads what `torch.save` wrote before PyTorch 1.6, and still does with
/// `_use_new_zipfile_serialization=False`. Tensors are slices of the file.
public final class LegacyPthReader {
  private static final BigInteger MAGIC_NUMBER = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final long PROTOCOL = 1001;

  private final MemorySegment file;
  private final ByteReader reader;

  private LegacyPthReader(MemorySegment file) {
    this.file = file;
    this.reader = new ByteReader(file, "the file");
  }

  /// The value in `file`.
  ///
  /// @throws MalformedException if it is damaged or holds anything but data
  public static Value read(MemorySegment file) {
    return new LegacyPthReader(file).read();
  }

  private Value read() {
    if (!plainValue().equals(new Value.Int(MAGIC_NUMBER))) {
      throw new MalformedException("is no PyTorch file: its magic number is another");
    }
    if (!plainValue().equals(Value.Int.of(PROTOCOL))) {
      throw new MalformedException(
          "is a PyTorch file of another protocol than " + PROTOCOL + ", the only one there was");
    }
    requireLittleEndian(plainValue());
    TorchObjects objects = new TorchObjects();
    Pickled pickled = new PickleMachine(reader, objects).run();
    readStorages(plainValue(), objects);
    if (reader.remaining() != 0) {
      throw reader.malformed("goes on for " + reader.remaining() + " bytes after its last storage");
    }
    return new ValueBuilder(objects).build(pickled);
  }

  /// One of the pickles that hold no tensors.
  private Value plainValue() {
    TorchObjects objects = new TorchObjects();
    Pickled pickled = new PickleMachine(reader, objects).run();
    return new ValueBuilder(objects).build(pickled);
  }

  private static void requireLittleEndian(Value system) {
    if (!(system instanceof Value.DictValue dict)) {
      throw new MalformedException("has no record of the machine that wrote it");
    }
    @Nullable Value little = dict.get("little_endian");
    if (little != null && !little.equals(new Value.Bool(true))) {
      throw new MalformedException(
          "was written on a big-endian machine; load and save it again on a little-endian one");
    }
  }

  private void readStorages(Value keys, TorchObjects objects) {
    Map<String, Storage> missing = new LinkedHashMap<>();
    objects.storages().forEach(storage -> missing.put(storage.key(), storage));
    if (!(keys instanceof Value.ListValue list)) {
      throw new MalformedException("has no list of storages behind its pickle");
    }
    for (Value item : list.items()) {
      if (!(item instanceof Value.Str(String key))) {
        throw new MalformedException("lists a storage whose key is no text");
      }
      @Nullable Storage storage = missing.remove(key);
      if (storage == null) {
        throw new MalformedException(
            "lists storage %s twice, or no tensor uses it".formatted(Quote.of(key)));
      }
      readStorage(storage);
    }
    if (!missing.isEmpty()) {
      throw new MalformedException(
          "does not list storage %s, which a tensor uses"
              .formatted(Quote.of(missing.keySet().iterator().next())));
    }
  }

  private void readStorage(Storage storage) {
    long count = reader.i64();
    if (count != storage.numel()) {
      throw new MalformedException(
          "announces %d elements for storage %s, whose tensors say %d"
              .formatted(count, Quote.of(storage.key()), storage.numel()));
    }
    int width = storage.dtype().bytes();
    if (count > reader.remaining() / width) {
      throw new MalformedException(
          "ends within storage %s of %d elements; it was cut off"
              .formatted(Quote.of(storage.key()), count));
    }
    storage.locate(file.asSlice(reader.position(), count * width));
    reader.skip(count * width);
  }
}
