package dev.sosia.cli.verify.harness;

import dev.sosia.engine.type.Shape;

/// What a reference computed: all of a tensor, or, of a large one, its digest.
public sealed interface Expectation {
  Shape shape();

  /// Every element.
  record Whole(Values values) implements Expectation {
    @Override
    public Shape shape() {
      return values.shape();
    }
  }

  /// Sums over all elements, taken in F64, and some elements by their row-major indices.
  /// `projection` is the sum of each element times that of the formula tensor with `seed`, from -1
  /// to 1. The largest element is among the samples.
  record Digest(
      Shape shape,
      double sum,
      double absSum,
      double l2,
      long seed,
      double projection,
      long[] indices,
      double[] values)
      implements Expectation {}
}
