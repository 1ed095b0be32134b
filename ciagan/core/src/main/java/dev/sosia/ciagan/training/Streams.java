package dev.sosia.ciagan.training;

import dev.sosia.engine.random.Philox;

/// Where a training's random numbers come from: for each purpose and number a generator of its own,
/// so that none depends on how often another was asked.
enum Streams {
  /// First values of a network; numbers 0, 1, 2 are generator, critic, siamese network.
  FIRST_VALUES(0),
  /// The pairs of an epoch, by its number.
  PAIRS(1),
  /// The crops of a batch, by its number since the beginning.
  CROPS(2),
  /// The shares of real pictures in a step's penalties, by the step.
  SHARES(3);

  private static final int NUMBER_BITS = 56;

  private final long purpose;

  Streams(long purpose) {
    this.purpose = purpose;
  }

  Philox of(long seed, long number) {
    return new Philox(seed, purpose << NUMBER_BITS | number);
  }
}
