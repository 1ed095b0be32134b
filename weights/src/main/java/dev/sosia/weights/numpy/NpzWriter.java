package dev.sosia.weights.numpy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.io.AtomicFile;
import dev.sosia.weights.bytes.ByteWriter;
import dev.sosia.weights.value.HostTensor;
import dev.sosia.weights.zip.ZipWriter;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Map;
import java.util.SequencedMap;

/// Writes what `numpy.load` opens: a zip archive of arrays, not compressed. The same arrays give
/// the same bytes.
public final class NpzWriter {
  private static final int PREFIX = 10;

  private NpzWriter() {}

  /// Writes `arrays` to `file`, replacing what is there.
  ///
  /// @throws InputException if an array is BF16, which NumPy lacks, or its name is no plain path
  /// @throws EnvironmentException if the machine refuses to write
  public static void write(Path file, SequencedMap<String, HostTensor> arrays) {
    AtomicFile.write(
        file,
        out -> {
          ZipWriter zip = new ZipWriter(out);
          for (Map.Entry<String, HostTensor> array : arrays.entrySet()) {
            try (Arena arena = Arena.ofConfined()) {
              zip.add(array.getKey() + NpzReader.ENDING, npy(array.getValue(), arena));
            }
          }
          zip.finish();
        });
  }

  /// The bytes of an `.npy` file, version 1.0.
  static MemorySegment npy(HostTensor tensor, Arena arena) {
    byte[] header = header(tensor);
    MemorySegment npy = arena.allocate(header.length + tensor.byteSize(), 64);
    MemorySegment.copy(MemorySegment.ofArray(header), 0, npy, 0, header.length);
    tensor.copyTo(npy.asSlice(header.length), tensor.dtype());
    return npy;
  }

  private static byte[] header(HostTensor tensor) {
    String dims = tensor.shape().toString().replace("[", "").replace("]", "");
    String tuple = tensor.shape().rank() == 1 ? "(" + dims + ",)" : "(" + dims + ")";
    String dict =
        "{'descr': '%s', 'fortran_order': False, 'shape': %s, }"
            .formatted(NpyType.descr(tensor.dtype()), tuple);
    // spaces, so that the data begin at a multiple of 64, and a line end, as NumPy does
    int padding = -(PREFIX + dict.length() + 1) & 63;
    byte[] text = (dict + " ".repeat(padding) + "\n").getBytes(US_ASCII);
    ByteWriter out = new ByteWriter().bytes(NpyReader.MAGIC).u8(1).u8(0);
    return out.u16(text.length).bytes(text).toByteArray();
  }
}
