package dev.sosia.ciagan.demo;

import dev.sosia.weights.BundledWeights;
import dev.sosia.weights.Checkpoint;

/// The generator that ships: trained by this project on drawn people alone, so that a first look
/// needs no download. What made it is recorded beside it, in `generator.md`.
public final class DemoWeights {
  /// What messages and records call it.
  public static final String NAME = "demo";

  /// The data it was trained on, whose people are its identities.
  public static final String DATA = "toyfaces:ids=40,per-id=60,seed=1,size=178x218";

  private static final BundledWeights FILE =
      new BundledWeights(DemoWeights.class, "generator.safetensors");

  private DemoWeights() {}

  /// Opens the generator's checkpoint.
  public static Checkpoint open() {
    return FILE.open();
  }

  /// The SHA-256 of the file, in hexadecimal digits.
  public static String sha256() {
    return FILE.sha256();
  }
}
