package dev.sosia.engine.type;

/// The two 16-bit floating-point types. [DType#F16] is IEEE 754 binary16 (5 exponent bits, 10 of
/// fraction, largest finite value 65504); [DType#BF16] is the upper half of a binary32 (8 exponent
/// bits, 7 of fraction). A value is carried as the `short` that holds its bits.
///
/// Widening is exact. Narrowing rounds to the nearest value, ties to the even one; what is too
/// large becomes infinite, what is too small a subnormal or zero, and a NaN stays a NaN.
public final class HalfFloat {
  private HalfFloat() {}

  /// The value of a binary16.
  public static float fromF16(short bits) {
    return Float.float16ToFloat(bits);
  }

  /// The binary16 nearest to `value`.
  public static short toF16(float value) {
    return Float.floatToFloat16(value);
  }

  /// The binary16 nearest to `value`, rounded once.
  public static short toF16(double value) {
    return Float.floatToFloat16(roundToOdd(value));
  }

  /// The value of a bfloat16.
  public static float fromBF16(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  /// The bfloat16 nearest to `value`.
  public static short toBF16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short)
          ((bits >>> 16) | 0x40); // quiet: a payload in the lower half must not become infinity
    }
    int odd = (bits >>> 16) & 1;
    return (short) ((bits + 0x7fff + odd) >>> 16);
  }

  /// The bfloat16 nearest to `value`, rounded once.
  public static short toBF16(double value) {
    return toBF16(roundToOdd(value));
  }

  /// `value` as a float whose last bit is set wherever the float is not exact. Rounding that float
  /// further, to a type at least two bits shorter, gives what rounding `value` itself would give;
  /// an ordinary cast may first round to a tie and then to the wrong side (Boldo and Melquiond,
  /// "Emulation of FMA and correctly rounded sums: proved algorithms using rounding to odd", 2008).
  private static float roundToOdd(double value) {
    float nearest = (float) value;
    if (nearest == value || Float.isNaN(nearest)) {
      return nearest;
    }
    int bits = Float.floatToRawIntBits(nearest);
    if (Math.abs((double) nearest) > Math.abs(value)) {
      bits--; // towards zero: magnitudes are ordered as their bits
    }
    return Float.intBitsToFloat(bits | 1);
  }
}
