package dev.sosia.cli.verify.harness;

import dev.sosia.engine.type.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Compares what one case computed with what it should have, and collects what is wrong.
public final class Checks {
  private final List<String> failures = new ArrayList<>();
  private double worst;
  private @Nullable String skipped;

  /// Compares a tensor. Shape and element type must be equal; integers must be equal in every
  /// element, NaN and infinities too; other numbers within `tolerance`.
  ///
  /// @param what names the tensor in messages: `grad.input`
  public void compare(String what, Expectation expected, Values actual, Tolerance tolerance) {
    if (!expected.shape().equals(actual.shape())) {
      fail(what + ": shape " + actual.shape() + ", expected " + expected.shape());
      return;
    }
    switch (expected) {
      case Expectation.Whole whole -> compareAll(what, whole.values(), actual, tolerance);
      case Expectation.Digest digest -> compareDigest(what, digest, actual, tolerance);
    }
  }

  /// Compares a picture in grey levels: each within `tolerance`, and the mean of all differences
  /// within `mean`.
  public void compareLevels(
      String what, Expectation expected, Values actual, Tolerance tolerance, double mean) {
    if (!(expected instanceof Expectation.Whole whole)
        || whole.values().dtype() != actual.dtype()
        || !expected.shape().equals(actual.shape())) {
      fail(what + ": " + actual + ", expected shape " + expected.shape());
      return;
    }
    Largest largest = new Largest(tolerance.absolute());
    double sum = 0;
    for (int i = 0; i < actual.numel(); i++) {
      largest.see(i, whole.values().get(i), actual.get(i));
      sum += Math.abs(whole.values().get(i) - actual.get(i));
    }
    judge(what, largest, actual::place);
    Largest average = new Largest(mean);
    average.see(0, 0, sum / Math.max(actual.numel(), 1));
    judge(what + ", mean difference", average, _ -> "");
  }

  /// Compares a tensor bit for bit; any NaN is equal to any other.
  public void compareBits(String what, Values expected, Values actual) {
    if (expected.dtype() != actual.dtype() || !expected.shape().equals(actual.shape())) {
      fail(what + ": " + actual + ", expected " + expected);
      return;
    }
    for (int i = 0; i < expected.numel(); i++) {
      boolean same =
          expected.dtype().isFloating()
              ? Double.compare(expected.get(i), actual.get(i)) == 0 // -0 is not 0, NaN is NaN
              : expected.getLong(i) == actual.getLong(i);
      if (!same) {
        fail(
            "%s: %s at %s, expected %s"
                .formatted(what, actual.get(i), actual.place(i), expected.get(i)));
        return;
      }
    }
  }

  /// Compares one number.
  public void compare(String what, double expected, double actual, Tolerance tolerance) {
    Largest largest = new Largest(tolerance.allowed(Math.abs(expected)));
    largest.see(0, expected, actual);
    judge(what, largest, _ -> "");
  }

  /// Notes that something is not as it should be.
  public void fail(String message) {
    failures.add(message);
    worst = Double.POSITIVE_INFINITY;
  }

  /// Notes that the case cannot be run, for example since its op does not exist.
  public void skip(String reason) {
    skipped = reason;
  }

  /// Everything that is wrong.
  public List<String> failures() {
    return List.copyOf(failures);
  }

  /// The largest error of all comparisons, as a multiple of what is allowed.
  public double worst() {
    return worst;
  }

  /// Why the case was not run; null if it was.
  public @Nullable String skipped() {
    return skipped;
  }

  private void compareAll(String what, Values expected, Values actual, Tolerance tolerance) {
    if (expected.dtype() != actual.dtype()) {
      fail(what + ": type " + actual.dtype() + ", expected " + expected.dtype());
      return;
    }
    if (!expected.dtype().isFloating()) {
      compareIntegers(what, expected, actual);
      return;
    }
    double most = 0;
    for (int i = 0; i < expected.numel(); i++) {
      double magnitude = Math.abs(expected.get(i));
      most = Double.isFinite(magnitude) ? Math.max(most, magnitude) : most;
    }
    Largest largest = new Largest(tolerance.allowed(most));
    for (int i = 0; i < expected.numel(); i++) {
      largest.see(i, expected.get(i), actual.get(i));
    }
    judge(what, largest, actual::place);
  }

  private void compareIntegers(String what, Values expected, Values actual) {
    for (int i = 0; i < expected.numel(); i++) {
      if (expected.getLong(i) != actual.getLong(i)) {
        fail(
            "%s: %d at %s, expected %d"
                .formatted(what, actual.getLong(i), actual.place(i), expected.getLong(i)));
        return;
      }
    }
  }

  private void compareDigest(
      String what, Expectation.Digest digest, Values actual, Tolerance tolerance) {
    double most = 0;
    for (double v : digest.values()) {
      most = Double.isFinite(v) ? Math.max(most, Math.abs(v)) : most;
    }
    Largest samples =
        new Largest(actual.dtype().isFloating() ? tolerance.allowed(most) : 0); // integers: equal
    for (int i = 0; i < digest.indices().length; i++) {
      long at = digest.indices()[i];
      samples.see(at, digest.values()[i], actual.get(at));
    }
    judge(what, samples, actual::place);
    double sum = 0;
    double absSum = 0;
    double squares = 0;
    double projection = 0;
    Formula r = new Formula(digest.shape(), DType.F32, digest.seed(), -1, 1);
    for (int i = 0; i < actual.numel(); i++) {
      double x = actual.get(i);
      sum += x;
      absSum += Math.abs(x);
      squares += x * x;
      projection += x * r.at(i);
    }
    double n = Math.max(actual.numel(), 1);
    double root = Math.sqrt(n);
    double allowed = tolerance.allowed(most);
    total(what + ", mean", digest.sum() / n, sum / n, allowed);
    total(what + ", mean magnitude", digest.absSum() / n, absSum / n, allowed);
    total(what + ", root mean square", digest.l2() / root, Math.sqrt(squares) / root, allowed);
    total(what + ", projection", digest.projection() / root, projection / root, allowed);
  }

  private void total(String what, double expected, double actual, double allowed) {
    Largest largest = new Largest(allowed);
    largest.see(0, expected, actual);
    judge(what, largest, _ -> "");
  }

  private interface Place {
    String of(long index);
  }

  private void judge(String what, Largest largest, Place place) {
    worst = Math.max(worst, largest.share());
    if (!(largest.error <= largest.allowed)) {
      String at = place.of(largest.index);
      failures.add(
          String.format(
              Locale.ROOT,
              "%s: off by %.3g%s, %s instead of %s, allowed %.3g",
              what,
              largest.error,
              at.isEmpty() ? "" : " at " + at,
              largest.actual,
              largest.expected,
              largest.allowed));
    }
  }

  /// Remembers the largest error.
  private static final class Largest {
    final double allowed;
    double error;
    long index;
    double expected;
    double actual;

    Largest(double allowed) {
      this.allowed = allowed;
    }

    void see(long i, double expectedValue, double actualValue) {
      double e = error(expectedValue, actualValue);
      if (e > error) {
        error = e;
        index = i;
        expected = expectedValue;
        actual = actualValue;
      }
    }

    private static double error(double expected, double actual) {
      if (expected == actual || (Double.isNaN(expected) && Double.isNaN(actual))) {
        return 0; // infinities of one sign among them
      }
      double e = Math.abs(expected - actual);
      return Double.isNaN(e) || Double.isInfinite(expected) ? Double.POSITIVE_INFINITY : e;
    }

    double share() {
      return error == 0 ? 0 : error / allowed;
    }
  }
}
