package dev.sosia.ciagan.training;

import dev.sosia.trainer.RandomStream;

/// Where a training's random numbers come from.
final class Streams {
  /// First values of a network; numbers 0, 1, 2 are generator, critic, siamese network.
  static final RandomStream FIRST_VALUES = new RandomStream(0);

  /// The pairs of an epoch, by its number.
  static final RandomStream PAIRS = new RandomStream(1);

  /// The crops of a batch, by its number since the beginning.
  static final RandomStream CROPS = new RandomStream(2);

  /// The shares of real pictures in a step's penalties, by the step.
  static final RandomStream SHARES = new RandomStream(3);

  private Streams() {}
}
