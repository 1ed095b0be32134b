package dev.sosia.engine.error;

/// The root of every error this project raises on purpose. Its message is one sentence that a user
/// can act on: what is wrong, in which file or operation, what to do.
public abstract class SosiaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  protected SosiaException(String message) {
    super(message);
  }

  protected SosiaException(String message, Throwable cause) {
    super(message, cause);
  }
}
