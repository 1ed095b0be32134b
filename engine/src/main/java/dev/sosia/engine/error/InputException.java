package dev.sosia.engine.error;

/// Something the caller handed over is wrong: an option, a file, a shape. The command line exits
/// with 2.
public class InputException extends SosiaException {
  private static final long serialVersionUID = 1L;

  public InputException(String message) {
    super(message);
  }

  public InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
