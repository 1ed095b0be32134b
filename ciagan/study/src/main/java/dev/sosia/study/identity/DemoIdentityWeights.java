package dev.sosia.study.identity;

import dev.sosia.weights.BundledWeights;

/// The judge of identity that ships: trained by this project on drawn people alone, none of whom
/// any generator that ships was trained on. What made it, and how well it finds people again, is
/// recorded beside it, in `identity.md`.
public final class DemoIdentityWeights {
  /// The checkpoint.
  public static final BundledWeights FILE =
      new BundledWeights(DemoIdentityWeights.class, "identity.safetensors");

  private DemoIdentityWeights() {}
}
