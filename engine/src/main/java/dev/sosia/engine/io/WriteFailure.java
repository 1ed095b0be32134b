package dev.sosia.engine.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Why the machine refused to write, in words that say what can be done.
public final class WriteFailure {
  private WriteFailure() {}

  /// The end of a sentence that begins with what could not be written.
  ///
  /// @param folder where it was to be written
  public static String reason(IOException e, Path folder) {
    @Nullable String text = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    if (e instanceof AccessDeniedException) {
      return "no permission to write in " + folder;
    }
    if (e instanceof NoSuchFileException) {
      return "folder " + folder + " is gone";
    }
    if (text != null && text.contains("No space left")) {
      return "the disk is full; free some space or choose another folder";
    }
    if (text != null && text.contains("Read-only file system")) {
      return "folder " + folder + " is on a file system that cannot be written to";
    }
    return text == null ? e.getClass().getSimpleName() : text;
  }
}
