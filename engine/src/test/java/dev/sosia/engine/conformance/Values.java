package dev.sosia.engine.conformance;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Where a case's numbers come from. All are exact in F32, so that F32 and F64 start equal.
@FunctionalInterface
public interface Values {
  /// `n` numbers.
  double[] draw(RandomGenerator random, int n);

  /// Mean 0, variance 1.
  static Values normal() {
    return each(RandomGenerator::nextGaussian);
  }

  /// Evenly from `low` to `high`.
  static Values between(double low, double high) {
    return each(r -> r.nextDouble(low, high));
  }

  /// Normal, but at least 0.05 away from each of `kinks`, where a derivative jumps.
  static Values awayFrom(double... kinks) {
    return each(
        r -> {
          while (true) {
            double x = 2 * r.nextGaussian();
            if (Arrays.stream(kinks).allMatch(k -> Math.abs(x - k) > 0.05)) {
              return x;
            }
          }
        });
  }

  /// Numbers in random order, no two closer than 1/16: which one is the largest is never in doubt.
  static Values distinct() {
    return (r, n) -> {
      double[] x = new double[n];
      Arrays.setAll(x, i -> (i - n / 2) / 16.0 + 1 / 64.0);
      for (int i = n - 1; i > 0; i--) {
        int j = r.nextInt(i + 1);
        double t = x[i];
        x[i] = x[j];
        x[j] = t;
      }
      return x;
    };
  }

  /// Few different numbers, so that many are equal.
  static Values ties() {
    return each(r -> r.nextInt(-1, 2));
  }

  /// Whole numbers from 0 to `end`, the end excluded.
  static Values below(int end) {
    return each(r -> r.nextInt(end));
  }

  /// These numbers, over and over.
  static Values of(double... numbers) {
    return (_, n) -> {
      double[] x = new double[n];
      Arrays.setAll(x, i -> (float) numbers[i % numbers.length]);
      return x;
    };
  }

  /// [#special] without the largest numbers, for what must multiply them.
  static Values moderatelySpecial() {
    return of(
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        0.0,
        -0.0,
        1,
        -1,
        1e30,
        0.5);
  }

  /// Infinities, NaN, both zeros, and numbers at the ends of F32's range.
  static Values special() {
    return of(
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        0.0,
        -0.0,
        1,
        -1,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Float.MIN_NORMAL,
        -Float.MIN_NORMAL,
        88.5,
        -88.5,
        104,
        -104,
        0x1p24,
        0.5,
        -2,
        3,
        1e-10);
  }

  private static Values each(java.util.function.ToDoubleFunction<RandomGenerator> one) {
    return (r, n) -> {
      double[] x = new double[n];
      Arrays.setAll(x, _ -> (float) one.applyAsDouble(r));
      return x;
    };
  }
}
