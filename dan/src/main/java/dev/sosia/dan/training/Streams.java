package dev.sosia.dan.training;

import dev.sosia.trainer.RandomStream;

/// Where a training's random numbers come from.
final class Streams {
  /// First values; numbers 0, 1 are network, centers.
  static final RandomStream FIRST_VALUES = new RandomStream(0);

  /// The order of an epoch's faces, by its number.
  static final RandomStream ORDER = new RandomStream(1);

  /// The changes to the faces of a step.
  static final RandomStream AUGMENTATION = new RandomStream(2);

  private Streams() {}
}
