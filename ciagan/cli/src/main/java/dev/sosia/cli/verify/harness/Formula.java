package dev.sosia.cli.verify.harness;

import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;

/// Numbers made by a rule, so that large tensors cost no bytes in a manifest: element i is `low +
/// (high - low) u`, u being the upper 24 bits of the i-th number of SplitMix64 (Steele, Lea and
/// Flood 2014) over 2^24.
///
/// Floating-point elements are computed in F64 and rounded once to F32, also those of F64; integers
/// are rounded down, `high` excluded; booleans are `u < 0.5`.
public record Formula(Shape shape, DType dtype, long seed, double low, double high) {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /// u of element `i`.
  private double unit(long i) {
    long z = seed + (i + 1) * GOLDEN;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return ((z ^ (z >>> 31)) >>> 40) * 0x1p-24;
  }

  /// Element `i` of a floating-point tensor.
  public float at(long i) {
    return (float) (low + (high - low) * unit(i));
  }

  /// All elements.
  public Values values() {
    Values v = Values.zeros(dtype, shape);
    for (long i = 0; i < shape.numel(); i++) {
      switch (dtype) {
        case BOOL -> v.setLong(i, unit(i) < 0.5 ? 1 : 0);
        case I64, I32, I16, I8, U8 ->
            v.setLong(i, (long) (low + Math.floor((high - low) * unit(i))));
        default -> v.set(i, at(i));
      }
    }
    return v;
  }
}
