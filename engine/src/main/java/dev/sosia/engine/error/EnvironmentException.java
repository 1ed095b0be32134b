package dev.sosia.engine.error;

/// The machine lacks something: a device, a library, disk space, a permission. The command line
/// exits with 3.
public class EnvironmentException extends SosiaException {
  private static final long serialVersionUID = 1L;

  public EnvironmentException(String message) {
    super(message);
  }

  public EnvironmentException(String message, Throwable cause) {
    super(message, cause);
  }
}
