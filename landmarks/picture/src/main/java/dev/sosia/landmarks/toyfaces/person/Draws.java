package dev.sosia.landmarks.toyfaces.person;

import java.util.List;
import java.util.random.RandomGenerator;

/// Random numbers in the ranges that faces need; plain arithmetic, so that every machine draws the
/// same.
final class Draws {
  private final RandomGenerator random;

  Draws(RandomGenerator random) {
    this.random = random;
  }

  /// Uniform between `from` and `to`.
  double between(double from, double to) {
    return from + (to - from) * random.nextDouble();
  }

  /// Around `mean`, bell-shaped, never further away than `2 spread`.
  double about(double mean, double spread) {
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      sum += random.nextDouble();
    }
    return mean + spread * (sum - 2);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /// An index, drawn with these weights.
  int pick(double... weights) {
    double total = 0;
    for (double w : weights) {
      total += w;
    }
    double left = random.nextDouble() * total;
    for (int i = 0; i < weights.length - 1; i++) {
      left -= weights[i];
      if (left < 0) {
        return i;
      }
    }
    return weights.length - 1;
  }

  /// One of `options`, drawn with these weights.
  <T> T pick(List<T> options, double... weights) {
    return options.get(pick(weights));
  }

  long number() {
    return random.nextLong();
  }
}
