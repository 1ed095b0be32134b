package dev.sosia.engine.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.engine.conformance.Evaluation.Result;
import java.util.Arrays;
import java.util.List;

/// Compares what a backend found with the truth. NaN agrees with NaN alone, an infinity with the
/// same infinity alone; F64 truth beyond the range of F32 is infinite in F32.
final class Agreement {
  private Agreement() {}

  static void results(String what, List<Result> truth, List<Result> found, Tolerance tolerance) {
    compare(what + ": result", truth, found, tolerance, false);
  }

  static void gradients(String what, List<Result> truth, List<Result> found, Tolerance tolerance) {
    compare(what, truth, found, tolerance, true);
  }

  /// Fails unless both hold the same numbers, bit by bit (NaNs being all alike).
  static void sameBits(String what, List<Result> a, List<Result> b) {
    assertThat(b).as(what).hasSameSizeAs(a);
    for (int i = 0; i < a.size(); i++) {
      assertThat(b.get(i).shape()).as(what).isEqualTo(a.get(i).shape());
      double[] x = a.get(i).values();
      double[] y = b.get(i).values();
      for (int k = 0; k < x.length; k++) {
        if (Double.doubleToLongBits(x[k]) != Double.doubleToLongBits(y[k])) {
          throw new AssertionError(what + " " + i + ": " + x[k] + " and " + y[k] + " at " + k);
        }
      }
    }
  }

  private static void compare(
      String what, List<Result> truth, List<Result> found, Tolerance tolerance, boolean gradient) {
    assertThat(found).as(what).hasSameSizeAs(truth);
    for (int i = 0; i < truth.size(); i++) {
      compare(what + " " + i, truth.get(i), found.get(i), tolerance, gradient);
    }
  }

  private static void compare(
      String what, Result truth, Result found, Tolerance tolerance, boolean gradient) {
    assertThat(found.shape()).as(what).isEqualTo(truth.shape());
    double largest =
        Arrays.stream(truth.values()).map(Math::abs).filter(Double::isFinite).max().orElse(0);
    for (int k = 0; k < truth.values().length; k++) {
      double t = truth.values()[k];
      double f = found.values()[k];
      double limit = gradient ? tolerance.gradientLimit(largest) : tolerance.limit(t);
      if (!found.dtype().isFloating()) {
        limit = 0;
      }
      if (!agree(t, f, limit)) {
        throw new AssertionError(
            "%s: %s at %d of %s, truth %s, %.3g apart, allowed %.3g (%s)"
                .formatted(
                    what, f, k, found.shape(), t, Math.abs(f - t), limit, tolerance.reason()));
      }
    }
  }

  private static boolean agree(double truth, double found, double limit) {
    if (Double.isNaN(truth)) {
      return Double.isNaN(found);
    }
    double nearest = (float) truth;
    if (Double.isInfinite(nearest) || nearest == found) {
      return nearest == found;
    }
    return Math.abs(found - truth) <= limit;
  }
}
