package dev.sosia.ciagan.demo;

import dev.sosia.engine.io.Sha256;
import dev.sosia.weights.Checkpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// The generator that ships: trained by this project on drawn people alone, so that a first look
/// needs no download. What made it is recorded beside it, in `generator.md`.
public final class DemoWeights {
  /// What messages and records call it.
  public static final String NAME = "demo";

  /// The data it was trained on, whose people are its identities.
  public static final String DATA = "toyfaces:ids=40,per-id=60,seed=1,size=178x218";

  private static final String RESOURCE = "generator.safetensors";

  private DemoWeights() {}

  /// Opens the generator's checkpoint.
  public static Checkpoint open() {
    return Checkpoint.of(bytes(), Path.of("the demo's " + RESOURCE));
  }

  /// The SHA-256 of the file, in hexadecimal digits.
  public static String sha256() {
    return Sha256.hex(bytes());
  }

  private static byte[] bytes() {
    try (InputStream in = DemoWeights.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the build lost " + RESOURCE);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
