package dev.sosia.ciagan.data;

import dev.sosia.engine.error.InputException;
import java.util.random.RandomGenerator;

/// The four random numbers of an augmented crop, each in 0..1, 1 excluded: how far its left, top,
/// right and bottom side move outwards.
public record CropJitter(double left, double top, double right, double bottom) {

  /// @throws InputException if a number is not in 0..1
  public CropJitter {
    for (double r : new double[] {left, top, right, bottom}) {
      if (!(r >= 0 && r < 1)) {
        throw new InputException("a crop's random numbers are in [0, 1), not " + r);
      }
    }
  }

  /// Four numbers from `random`, left, top, right, bottom.
  public static CropJitter draw(RandomGenerator random) {
    return new CropJitter(
        random.nextDouble(), random.nextDouble(), random.nextDouble(), random.nextDouble());
  }
}
