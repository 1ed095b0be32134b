package dev.sosia.weights;

import dev.sosia.engine.io.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// A checkpoint that ships inside of the program, as a resource.
///
/// @param near the class beside which it lies
/// @param resource its file's name
public record BundledWeights(Class<?> near, String resource) {

  /// Opens it.
  public Checkpoint open() {
    return Checkpoint.of(bytes(), Path.of(name()));
  }

  /// What messages call it.
  public String name() {
    return "the demo's " + resource;
  }

  /// The SHA-256 of the file, in hexadecimal digits.
  public String sha256() {
    return Sha256.hex(bytes());
  }

  private byte[] bytes() {
    try (InputStream in = near.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the build lost " + resource);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
