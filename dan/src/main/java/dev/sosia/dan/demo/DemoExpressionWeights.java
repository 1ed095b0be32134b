package dev.sosia.dan.demo;

import dev.sosia.weights.BundledWeights;

/// The network that ships: trained by this project on drawn people alone, so that a first look
/// needs no download. What made it, and how well it reads, is recorded beside it, in
/// `expression.md`.
public final class DemoExpressionWeights {
  /// The checkpoint; it says the order of its labels and the size of its pictures.
  public static final BundledWeights FILE =
      new BundledWeights(DemoExpressionWeights.class, "expression.safetensors");

  private DemoExpressionWeights() {}
}
