package dev.sosia.engine.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Writes a file beside its place, forces it to the disk and renames it. Whoever opens the final
/// name sees the old file or the new one, never a part; a write that fails, or is interrupted from
/// the keyboard, leaves nothing behind.
///
/// An existing file is replaced: whether that is wanted is for the caller to ask first. Where the
/// name is a symbolic link, the file it points to is replaced and the link stays.
public final class AtomicFile {
  /// Files under a temporary name; what is still here when the program is told to stop is deleted.
  private static final Set<Path> UNFINISHED = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> UNFINISHED.forEach(AtomicFile::deleteQuietly)));
  }

  /// What goes into the file.
  @FunctionalInterface
  public interface Content {
    /// Writes everything to `out`, which stands at position 0 and may be repositioned.
    ///
    /// @throws IOException if the machine refuses, for instance because the disk is full
    void writeTo(FileChannel out) throws IOException;
  }

  private AtomicFile() {}

  /// Writes `content` to `file`.
  ///
  /// @throws InputException if `file` is a folder or its folder does not exist
  /// @throws EnvironmentException if the disk is full, a permission is missing or a device fails
  public static void write(Path file, Content content) {
    Path target = followLinks(file);
    if (Files.isDirectory(target)) {
      throw new InputException("cannot write " + file + ": it is a folder; name a file");
    }
    Path folder = target.toAbsolutePath().normalize().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new InputException("cannot write " + file + ": folder " + folder + " does not exist");
    }
    Path unfinished = folder.resolve(".sosia-" + UUID.randomUUID() + ".tmp");
    UNFINISHED.add(unfinished);
    try {
      try (FileChannel out =
          FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        content.writeTo(out);
        out.force(true);
      }
      Files.move(
          unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      forceFolder(folder);
    } catch (IOException e) {
      throw new EnvironmentException(
          "cannot write " + file + ": " + WriteFailure.reason(e, folder), e);
    } finally {
      deleteQuietly(unfinished); // nothing is there any more under this name if all went well
      UNFINISHED.remove(unfinished);
    }
  }

  /// Writes these bytes to `file`, as [#write] does.
  public static void writeBytes(Path file, byte[] bytes) {
    write(
        file,
        out -> {
          ByteBuffer rest = ByteBuffer.wrap(bytes);
          while (rest.hasRemaining()) {
            out.write(rest);
          }
        });
  }

  /// Writes this text to `file` in UTF-8, as [#write] does.
  public static void writeString(Path file, String text) {
    writeBytes(file, text.getBytes(UTF_8));
  }

  private static Path followLinks(Path file) {
    try {
      Path at = file;
      for (int hops = 0; Files.isSymbolicLink(at) && hops < 40; hops++) {
        at = at.resolveSibling(Files.readSymbolicLink(at));
      }
      return at;
    } catch (IOException e) {
      throw new EnvironmentException(
          "cannot write " + file + ": " + WriteFailure.reason(e, file), e);
    }
  }

  /// Makes the rename itself last. Not every system lets a folder be opened; the file is whole
  /// either way.
  private static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException _) {
      return;
    }
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException _) {
      return; // the error that led here is the one to tell
    }
  }
}
