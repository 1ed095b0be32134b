package dev.sosia.engine.conformance;

/// How far an F32 result may be from the F64 truth, and why that far.
///
/// @param ulps largest error of a result, in units in the last place of the larger of it and
///   `floor`
/// @param floor magnitude below which errors are absolute; 0: relative all the way down
/// @param gradientUlps largest error of gradients, in units in the last place of the larger of 1
///   and the largest gradient in the tensor: gradients add up values of either sign
/// @param reason where the error comes from
public record Tolerance(double ulps, double floor, double gradientUlps, String reason) {
  /// A unit in the last place of 1 in F32.
  private static final double ULP = 0x1p-23;

  /// Values that are moved, chosen or counted, never rounded; gradients are sums of a few.
  public static final Tolerance EXACT =
      new Tolerance(0, 0, 4, "results are moved, not computed; gradients are short sums");

  /// One rounding, as IEEE 754 has it.
  public static final Tolerance ROUNDED =
      new Tolerance(0.5, 0, 16, "one correctly rounded operation; gradients are a few of them");

  /// A transcendental function: a good polynomial is within a few units in the last place.
  public static final Tolerance FUNCTION =
      new Tolerance(4, 0x1p-100, 32, "polynomial approximation to a few units in the last place");

  /// Several roundings one after the other, cancellation included.
  public static Tolerance steps(int count) {
    return new Tolerance(
        2.0 * count, 1, 16.0 * count, count + " roundings of values around 1, some cancel");
  }

  /// Sums of `terms` products of values around 1, in any order: rounding errors walk at random, and
  /// a walk of n steps of half a unit ends within a few sqrt(n), of partial sums as large again.
  public static Tolerance sums(int terms) {
    double walk = 4 + 2 * Math.sqrt(terms);
    return new Tolerance(walk, 1, 4 * walk, "sums of " + terms + " products, in any order");
  }

  /// Inner products of `terms` normal values, added one after the other: partial sums grow as
  /// sqrt(k), each step rounds by up to half a unit of them (0.29 on average), and n such steps
  /// walk to `0.14 n` units of 1 on average. Four times that is met once in many thousands of
  /// results.
  public static Tolerance products(int terms) {
    double spread = Math.sqrt(terms);
    return new Tolerance(
        4 + 0.6 * spread,
        Math.max(1, spread),
        4 * (4 + 2 * spread),
        "inner products of " + terms + " terms, in any order");
  }

  double limit(double truth) {
    return ulps * ULP * Math.max(Math.abs(truth), floor);
  }

  double gradientLimit(double largest) {
    return gradientUlps * ULP * Math.max(1, largest);
  }
}
