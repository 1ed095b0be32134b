package dev.sosia.trainer;

import dev.sosia.engine.random.Philox;

/// A purpose that a training needs random numbers for. Each purpose and number has a generator of
/// its own, so that none depends on how often another was asked.
///
/// @param purpose 0 to 255, different for each purpose of one training
public record RandomStream(int purpose) {
  private static final int NUMBER_BITS = 56;

  /// The generator for one number, say an epoch's or a step's.
  public Philox of(long seed, long number) {
    return new Philox(seed, (long) purpose << NUMBER_BITS | number);
  }
}
