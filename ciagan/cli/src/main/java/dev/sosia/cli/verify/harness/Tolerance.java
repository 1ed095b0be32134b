package dev.sosia.cli.verify.harness;

/// How far a value may be from the expected one: `absolute + relative * largest`, the largest being
/// that of the expected tensor.
public record Tolerance(double absolute, double relative) {
  /// For results that are equal in every element.
  public static final Tolerance EXACT = new Tolerance(0, 0);

  /// For F64 arithmetic; the absolute part is for results that are zero but for rounding.
  public static final Tolerance F64 = new Tolerance(1e-12, 1e-8);

  /// Reads `{"absolute": a, "relative": r}`.
  public static Tolerance read(Fields fields) {
    Tolerance t = new Tolerance(fields.number("absolute"), fields.number("relative"));
    fields.done();
    return t;
  }

  double allowed(double largest) {
    return absolute + relative * largest;
  }
}
