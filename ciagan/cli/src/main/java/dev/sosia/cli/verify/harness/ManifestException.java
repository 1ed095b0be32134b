package dev.sosia.cli.verify.harness;

import dev.sosia.engine.error.InputException;

/// A manifest, or a file it names, is not as the format says. The message names the file and the
/// field.
public final class ManifestException extends InputException {
  private static final long serialVersionUID = 1L;

  public ManifestException(String message) {
    super(message);
  }

  public ManifestException(String message, Throwable cause) {
    super(message, cause);
  }
}
