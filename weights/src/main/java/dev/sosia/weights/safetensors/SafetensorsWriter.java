package dev.sosia.weights.safetensors;

import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.io.AtomicFile;
import dev.sosia.weights.bytes.Segments;
import dev.sosia.weights.bytes.Utf8;
import dev.sosia.weights.value.HostTensor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Writes a safetensors file. The header keeps the order of the tensors; their data lie by falling
/// width, so that every element is aligned. Tensors that share memory are written once each, as the
/// format has no views. The same tensors give the same bytes.
public final class SafetensorsWriter {
  private SafetensorsWriter() {}

  /// Writes `tensors` to `file`, replacing what is there, with `metadata` (`{"format": "pt"}` is
  /// what PyTorch's users expect).
  ///
  /// @throws InputException if a name cannot be written or `file` is no place for a file
  /// @throws EnvironmentException if the machine refuses to write
  public static void write(
      Path file, SequencedMap<String, HostTensor> tensors, SequencedMap<String, String> metadata) {
    AtomicFile.write(file, out -> write(out, tensors, metadata));
  }

  /// Writes the bytes of such a file to `out`.
  ///
  /// @throws InputException if a name cannot be written
  /// @throws IOException if `out` refuses
  public static void write(
      WritableByteChannel out,
      SequencedMap<String, HostTensor> tensors,
      SequencedMap<String, String> metadata)
      throws IOException {
    List<Map.Entry<String, HostTensor>> byWidth = new ArrayList<>(tensors.entrySet());
    byWidth.sort(Comparator.comparingInt(e -> -e.getValue().dtype().bytes()));
    Map<String, Long> offsets = new HashMap<>();
    long at = 0;
    for (Map.Entry<String, HostTensor> entry : byWidth) {
      offsets.put(entry.getKey(), at);
      at += entry.getValue().byteSize();
    }
    byte[] header = Utf8.encode(header(tensors, metadata, offsets));
    ByteBuffer start = ByteBuffer.allocate(8 + header.length).order(ByteOrder.LITTLE_ENDIAN);
    start.putLong(header.length).put(header).flip();
    while (start.hasRemaining()) {
      out.write(start);
    }
    for (Map.Entry<String, HostTensor> entry : byWidth) {
      try (Arena arena = Arena.ofConfined()) {
        Segments.write(out, entry.getValue().packed(arena));
      }
    }
  }

  /// The JSON, filled up with spaces so that the data begin at a multiple of 8.
  private static String header(
      SequencedMap<String, HostTensor> tensors,
      SequencedMap<String, String> metadata,
      Map<String, Long> offsets) {
    List<String> members = new ArrayList<>();
    if (!metadata.isEmpty()) {
      List<String> texts = new ArrayList<>();
      metadata.forEach((key, value) -> texts.add(quoted(key) + ":" + quoted(value)));
      members.add(quoted(SafetensorsReader.METADATA) + ":{" + String.join(",", texts) + "}");
    }
    tensors.forEach(
        (name, tensor) -> {
          if (name.equals(SafetensorsReader.METADATA)) {
            throw new InputException(
                "a tensor cannot be called " + name + " in a safetensors file; rename it");
          }
          long begin = offsets.getOrDefault(name, 0L);
          members.add(
              "%s:{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
                  .formatted(
                      quoted(name),
                      tensor.dtype(),
                      tensor.shape().toString().replace(" ", ""),
                      begin,
                      begin + tensor.byteSize()));
        });
    String json = "{" + String.join(",", members) + "}";
    return json + " ".repeat(-Utf8.encode(json).length & 7);
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        default -> {
          if (c < 0x20) {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
