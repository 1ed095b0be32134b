package dev.sosia.engine.backend.reference;

/// The error function to the last bits of a double: its Taylor series near 0, else the continued
/// fraction of erfc (Abramowitz and Stegun, 7.1.5 and 7.1.14).
final class Erf {
  /// Below this the series converges faster and without cancellation that matters.
  private static final double SERIES = 2.5;

  /// erfc(6) is 2e-17: beyond it erf is 1 to the last bit.
  private static final double ONE = 6;

  private Erf() {}

  static double of(double x) {
    double a = Math.abs(x);
    if (Double.isNaN(x)) {
      return x;
    }
    if (a >= ONE) {
      return Math.signum(x);
    }
    return a < SERIES ? series(x) : Math.signum(x) * (1 - continuedFraction(a));
  }

  /// 2/sqrt(pi) exp(-x^2) * sum over n of 2^n x^(2n+1) / (1*3*..*(2n+1)): all terms of one sign.
  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }

  /// erfc(x) = exp(-x^2)/sqrt(pi) * 1/(x + 1/2/(x + 1/(x + 3/2/(x + ..)))).
  private static double continuedFraction(double x) {
    double tail = x;
    for (int n = 80; n >= 1; n--) {
      tail = x + n / 2.0 / tail;
    }
    return Math.exp(-x * x) / Math.sqrt(Math.PI) / tail;
  }
}
