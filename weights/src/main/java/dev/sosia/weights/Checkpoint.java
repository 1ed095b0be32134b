package dev.sosia.weights;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import dev.sosia.weights.bytes.ByteReader;
import dev.sosia.weights.bytes.MalformedException;
import dev.sosia.weights.numpy.NpyReader;
import dev.sosia.weights.numpy.NpzReader;
import dev.sosia.weights.pytorch.LegacyPthReader;
import dev.sosia.weights.pytorch.PthReader;
import dev.sosia.weights.safetensors.SafetensorsReader;
import dev.sosia.weights.value.Value;
import dev.sosia.weights.zip.ZipArchive;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;

/// An open file of weights. Its tensors are views of the mapped file and may be read by any thread
/// until [#close]; after that, reading one is an error.
///
/// What the file is, is told by its first bytes. The ending of its name only decides what is
/// reported as wrong with a file that begins like none of them.
public final class Checkpoint implements AutoCloseable {
  private final Path file;
  private final Arena arena;
  private final Contents contents;

  private record Contents(CheckpointFormat format, Value value, Map<String, String> metadata) {
    Contents(CheckpointFormat format, Value value) {
      this(format, value, Map.of());
    }
  }

  private Checkpoint(Path file, Arena arena, Contents contents) {
    this.file = file;
    this.arena = arena;
    this.contents = contents;
  }

  /// Opens `file` and checks all of it, checksums included.
  ///
  /// @throws CheckpointException if it is no checkpoint, damaged, or holds anything but data
  /// @throws InputException if there is no such file
  /// @throws EnvironmentException if it cannot be read
  public static Checkpoint open(Path file) {
    if (!Files.exists(file)) {
      throw new InputException(file + ": there is no such file");
    }
    if (!Files.isRegularFile(file)) {
      throw new InputException(file + ": is no file of weights but a folder or a device");
    }
    return open(
        file,
        arena -> {
          try (FileChannel channel = FileChannel.open(file)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
          }
        });
  }

  /// Opens a checkpoint that is in memory, for instance because it came out of a jar; `bytes` is
  /// copied.
  ///
  /// @param name what messages call it
  /// @throws CheckpointException as [#open(Path)]
  public static Checkpoint of(byte[] bytes, Path name) {
    return open(
        name,
        arena -> {
          MemorySegment copy = arena.allocate(Math.max(bytes.length, 1), Long.BYTES);
          MemorySegment.copy(bytes, 0, copy, ValueLayout.JAVA_BYTE, 0, bytes.length);
          return copy.asSlice(0, bytes.length).asReadOnly();
        });
  }

  private interface Bytes {
    MemorySegment in(Arena arena) throws IOException;
  }

  @SuppressWarnings("MustBeClosedChecker") // the arena is the checkpoint's, or closed below
  private static Checkpoint open(Path file, Bytes content) {
    Arena arena = Arena.ofShared();
    boolean opened = false;
    try {
      Checkpoint checkpoint = new Checkpoint(file, arena, read(file, content.in(arena), arena));
      opened = true;
      return checkpoint;
    } catch (MalformedException e) {
      throw new CheckpointException(file, e);
    } catch (AccessDeniedException e) {
      throw new EnvironmentException(file + ": no permission to read it", e);
    } catch (IOException e) {
      throw new EnvironmentException(file + ": cannot be read: " + e.getMessage(), e);
    } finally {
      if (!opened) {
        arena.close();
      }
    }
  }

  private static Contents read(Path file, MemorySegment bytes, Arena arena) {
    CheckpointFormat format = detect(file, bytes);
    return switch (format) {
      case PTH, NPZ -> readArchive(file, ZipArchive.read(bytes), arena);
      case LEGACY_PTH -> new Contents(format, LegacyPthReader.read(bytes));
      case NPY -> new Contents(format, new Value.TensorValue(NpyReader.read(bytes, arena)));
      case SAFETENSORS -> {
        SafetensorsReader.Contents safetensors = SafetensorsReader.read(bytes);
        yield new Contents(format, safetensors.tensors(), safetensors.metadata());
      }
    };
  }

  private static Contents readArchive(Path file, ZipArchive archive, Arena arena) {
    boolean arrays =
        archive.entries().isEmpty()
            ? CheckpointFormat.byEnding(file).orElse(CheckpointFormat.PTH) == CheckpointFormat.NPZ
            : archive.entries().iterator().next().name().endsWith(".npy");
    return arrays
        ? new Contents(CheckpointFormat.NPZ, NpzReader.read(archive, arena))
        : new Contents(CheckpointFormat.PTH, PthReader.read(archive));
  }

  private static CheckpointFormat detect(Path file, MemorySegment bytes) {
    if (bytes.byteSize() == 0) {
      throw new MalformedException("is empty");
    }
    int count = (int) Math.min(bytes.byteSize(), 9);
    String start = new String(new ByteReader(bytes, "the file").bytes(count), ISO_8859_1);
    // A length of less than 2^32 and a brace. This comes first: the length may spell "PK".
    if (start.startsWith("\0\0\0\0{", 4)) {
      return CheckpointFormat.SAFETENSORS;
    }
    if (start.startsWith("PK")) {
      return CheckpointFormat.PTH;
    }
    if (start.startsWith("\u0093NUMPY")) {
      return CheckpointFormat.NPY;
    }
    if (start.startsWith("\u0080")) {
      return CheckpointFormat.LEGACY_PTH;
    }
    return switch (CheckpointFormat.byEnding(file).orElse(CheckpointFormat.PTH)) {
      case SAFETENSORS -> CheckpointFormat.SAFETENSORS;
      case NPY -> CheckpointFormat.NPY;
      case NPZ -> CheckpointFormat.NPZ;
      case PTH, LEGACY_PTH ->
          throw new MalformedException(
              "is no checkpoint: it begins like no PyTorch, safetensors or NumPy file");
    };
  }

  /// The file that was opened.
  public Path file() {
    return file;
  }

  /// How the file is laid out, as its content tells.
  public CheckpointFormat format() {
    return contents.format;
  }

  /// All that is in the file. Of safetensors and `.npz` files: a dictionary of tensors; of an
  /// `.npy` file: one tensor.
  public Value value() {
    return contents.value;
  }

  /// The text that a safetensors file carries along; empty for others.
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(contents.metadata);
  }

  @Override
  public void close() {
    arena.close();
  }
}
