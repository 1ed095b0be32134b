package dev.sosia.engine.error;

/// An operation was given shapes, types or attributes that do not fit together. The message names
/// the operation and every shape; [#at] adds the layer in which it happened.
public final class ShapeException extends InputException {
  private static final long serialVersionUID = 1L;

  public ShapeException(String message) {
    super(message);
  }

  private ShapeException(String message, ShapeException cause) {
    super(message, cause);
  }

  /// The same error, told from inside the layer `path` (for example `conv0.conv_r1`).
  public ShapeException at(String path) {
    return new ShapeException(path + ": " + getMessage(), this);
  }
}
