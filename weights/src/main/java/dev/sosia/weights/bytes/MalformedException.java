package dev.sosia.weights.bytes;

import dev.sosia.engine.error.InputException;

/// A file is not what its format says. The message does not name the file: whoever opened it does.
public final class MalformedException extends InputException {
  private static final long serialVersionUID = 1L;

  /// An error whose message goes on behind the name of the file.
  public MalformedException(String message) {
    super(message);
  }
}
