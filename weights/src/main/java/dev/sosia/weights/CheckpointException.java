package dev.sosia.weights;

import dev.sosia.engine.error.InputException;
import java.nio.file.Path;

/// A file is no checkpoint, a damaged one, or one that wants to do more than hold data.
public final class CheckpointException extends InputException {
  private static final long serialVersionUID = 1L;

  private final transient Path file;

  CheckpointException(Path file, InputException cause) {
    super(file + ": " + cause.getMessage(), cause);
    this.file = file;
  }

  /// The file.
  public Path file() {
    return file;
  }
}
