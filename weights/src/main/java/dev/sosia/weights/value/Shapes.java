package dev.sosia.weights.value;

import dev.sosia.engine.error.ShapeException;
import dev.sosia.engine.type.Shape;
import java.util.List;

/// Shapes out of files, whose numbers may be anything.
public final class Shapes {
  private Shapes() {}

  /// The shape of these sizes.
  ///
  /// @throws ShapeException if there are too many, one is negative or over 2^31 - 1, or their
  ///   product has more than 63 bits
  public static Shape of(List<Long> sizes) {
    if (sizes.size() > Shape.MAX_RANK) {
      throw new ShapeException(
          "it has " + sizes.size() + " dimensions; at most " + Shape.MAX_RANK + " are supported");
    }
    int[] dims = new int[sizes.size()];
    long numel = 1;
    for (int i = 0; i < dims.length; i++) {
      long size = sizes.get(i);
      if (size < 0 || size > Integer.MAX_VALUE) {
        throw new ShapeException("shape " + sizes + " has a size that no dimension can have");
      }
      dims[i] = (int) size;
      if (Math.multiplyHigh(numel, size) != 0 || numel * size < 0) {
        throw new ShapeException("shape " + sizes + " has more elements than 63 bits can count");
      }
      numel *= size;
    }
    return Shape.of(dims);
  }
}
