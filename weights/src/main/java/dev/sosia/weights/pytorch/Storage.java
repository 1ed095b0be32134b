package dev.sosia.weights.pytorch;

import dev.sosia.engine.type.DType;
import dev.sosia.weights.bytes.MalformedException;
import dev.sosia.weights.bytes.Quote;
import dev.sosia.weights.pickle.Pickled;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// A storage that the pickle names by its key. Its bytes are found when the pickle has been read.
final class Storage {
  private final String key;
  private final DType dtype;
  private final long numel;
  private @Nullable MemorySegment bytes;

  Storage(String key, DType dtype, long numel) {
    this.key = key;
    this.dtype = dtype;
    this.numel = numel;
  }

  String key() {
    return key;
  }

  DType dtype() {
    return dtype;
  }

  long numel() {
    return numel;
  }

  /// Says where the bytes are.
  ///
  /// @throws MalformedException if they are not as many as the pickle says
  void locate(MemorySegment found) {
    // numel * width could wrap around to the right number
    if (found.byteSize() % dtype.bytes() != 0 || found.byteSize() / dtype.bytes() != numel) {
      throw new MalformedException(
          "has %d bytes for storage %s, which is said to hold %d elements of type %s"
              .formatted(found.byteSize(), Quote.of(key), numel, dtype));
    }
    bytes = found;
  }

  MemorySegment bytes() {
    if (bytes == null) {
      throw new MalformedException("holds no bytes for storage " + Quote.of(key));
    }
    return bytes;
  }

  /// A piece of a storage, most often all of it, as a pickle passes it around.
  record Piece(Storage storage, long offset, long numel) implements Pickled.Foreign {
    MemorySegment bytes() {
      int width = storage.dtype().bytes();
      return storage.bytes().asSlice(offset * width, numel * width);
    }

    @Override
    public String describe() {
      return "a storage without a tensor";
    }
  }
}
