package dev.sosia.weights.pytorch;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.io.AtomicFile;
import dev.sosia.weights.value.Value;
import dev.sosia.weights.zip.ZipWriter;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;

/// Writes the zip format of `torch.save`, which `torch.load(weights_only=True)` opens. Storages are
/// written whole and once, however many tensors are views of them; the same value gives the same
/// bytes.
public final class PthWriter {
  private static final String ROOT = "archive/";

  private PthWriter() {}

  /// Writes `value` to `file`, replacing what is there.
  ///
  /// @throws InputException if the value cannot be written or `file` is no place for a file
  /// @throws EnvironmentException if the machine refuses to write
  public static void write(Path file, Value value) {
    TorchPickler pickler = new TorchPickler();
    byte[] pickle = pickler.pickle(value);
    AtomicFile.write(
        file,
        out -> {
          ZipWriter zip = new ZipWriter(out);
          zip.add(ROOT + "data.pkl", MemorySegment.ofArray(pickle));
          zip.add(ROOT + "byteorder", text("little"));
          List<MemorySegment> storages = pickler.storages();
          for (int key = 0; key < storages.size(); key++) {
            zip.add(ROOT + "data/" + key, storages.get(key));
          }
          zip.add(ROOT + "version", text("3\n"));
          zip.finish();
        });
  }

  private static MemorySegment text(String text) {
    return MemorySegment.ofArray(text.getBytes(US_ASCII));
  }
}
