package dev.sosia.weights.safetensors;

import dev.sosia.engine.error.ShapeException;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.weights.bytes.ByteReader;
import dev.sosia.weights.bytes.MalformedException;
import dev.sosia.weights.bytes.Quote;
import dev.sosia.weights.value.HostTensor;
import dev.sosia.weights.value.Shapes;
import dev.sosia.weights.value.Value;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a safetensors file. Tensors are slices of it, each a storage of its own, in the order of
/// the header.
public final class SafetensorsReader {
  static final String METADATA = "__metadata__";
  static final int LENGTH_BYTES = 8;
  private static final long LONGEST_HEADER = 100_000_000;
  private static final int MOST_TENSORS = 200_000;

  private final MemorySegment file;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  /// What a file holds: its tensors by name, and its metadata.
  public record Contents(Value.DictValue tensors, Map<String, String> metadata) {}

  private record Entry(String name, DType dtype, Shape shape, long begin, long end) {
    MalformedException malformed(String what) {
      return new MalformedException("holds tensor " + Quote.of(name) + " whose " + what);
    }
  }

  private SafetensorsReader(MemorySegment file) {
    this.file = file;
  }

  /// The tensors in `file`.
  ///
  /// @throws MalformedException if it is not as the format says
  public static Contents read(MemorySegment file) {
    return new SafetensorsReader(file).read();
  }

  private Contents read() {
    ByteReader start = new ByteReader(file, "the file");
    long length = start.i64();
    if (length < 0 || length > LONGEST_HEADER) {
      throw new MalformedException(
          "announces a safetensors header of %s bytes; at most %d are allowed"
              .formatted(Long.toUnsignedString(length), LONGEST_HEADER));
    }
    start.require(length);
    ByteReader header = new ByteReader(file.asSlice(LENGTH_BYTES, length), "the header");
    if (header.peek() != '{') {
      throw header.malformed("does not begin with '{'");
    }
    HeaderScanner json = new HeaderScanner(header);
    json.object(name -> member(name, json));
    json.end();

    MemorySegment data = file.asSlice(LENGTH_BYTES + length);
    requireNoGaps(data.byteSize());
    LinkedHashMap<Value, Value> tensors = new LinkedHashMap<>();
    for (Entry entry : entries) {
      MemorySegment bytes = data.asSlice(entry.begin, entry.end - entry.begin);
      HostTensor tensor = HostTensor.of(entry.dtype, entry.shape, bytes);
      tensors.put(new Value.Str(entry.name), new Value.TensorValue(tensor));
    }
    return new Contents(new Value.DictValue(tensors, false), metadata);
  }

  private void member(String name, HeaderScanner json) {
    if (name.equals(METADATA)) {
      json.object(key -> metadata.put(key, json.text()));
      return;
    }
    if (entries.size() == MOST_TENSORS) {
      throw new MalformedException("holds more than " + MOST_TENSORS + " tensors");
    }
    Fields fields = new Fields();
    json.object(
        key -> {
          switch (key) {
            case "dtype" -> fields.dtype = json.text();
            case "shape" -> fields.shape = json.numbers();
            case "data_offsets" -> fields.offsets = json.numbers();
            default ->
                throw new MalformedException(
                    "has the unknown field %s in tensor %s"
                        .formatted(Quote.of(key), Quote.of(name)));
          }
        });
    entries.add(fields.entry(name));
  }

  /// The fields of one tensor, in whatever order they come.
  private static final class Fields {
    private @Nullable String dtype;
    private @Nullable List<Long> shape;
    private @Nullable List<Long> offsets;

    Entry entry(String name) {
      if (dtype == null || shape == null || offsets == null || offsets.size() != 2) {
        throw new MalformedException(
            "lacks dtype, shape or two data_offsets of tensor " + Quote.of(name));
      }
      Shape sizes;
      try {
        sizes = Shapes.of(shape);
      } catch (ShapeException e) {
        throw new MalformedException(
            "holds tensor " + Quote.of(name) + " of no valid shape: " + e.getMessage());
      }
      Entry entry = new Entry(name, dtype(dtype, name), sizes, offsets.get(0), offsets.get(1));
      long bytes = entry.end - entry.begin;
      int width = entry.dtype.bytes();
      if (bytes < 0 || bytes % width != 0 || bytes / width != sizes.numel()) {
        throw entry.malformed(
            "range of %d bytes does not fit shape %s of %s".formatted(bytes, sizes, entry.dtype));
      }
      return entry;
    }

    private static DType dtype(String text, String name) {
      for (DType dtype : DType.values()) {
        if (dtype.name().equals(text)) {
          return dtype;
        }
      }
      throw new MalformedException(
          "holds tensor %s of the unsupported dtype %s".formatted(Quote.of(name), Quote.of(text)));
    }
  }

  private void requireNoGaps(long size) {
    List<Entry> inOrder = new ArrayList<>(entries);
    inOrder.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long end = 0;
    for (Entry entry : inOrder) {
      if (entry.begin != end) {
        throw entry.malformed(
            "data begin at byte %d, not at %d where the data before end"
                .formatted(entry.begin, end));
      }
      end = entry.end;
    }
    if (end != size) {
      throw new MalformedException(
          "holds %d bytes of data, but its tensors take %d; it was cut off or something was appended"
              .formatted(size, end));
    }
  }
}
