package dev.sosia.engine.backend.reference;

import dev.sosia.engine.backend.Operand;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.type.Shape;

/// Reading and adding at places that are data.
final class Indexing {
  private Indexing() {}

  static void gather(int dim, Operand x, Operand indices, Operand y) {
    int[] places = places("gather", dim, x.shape(), indices);
    if (x.dtype().isFloating()) {
      double[] from = Elements.load(x);
      double[] to = new double[places.length];
      for (int i = 0; i < to.length; i++) {
        to[i] = from[places[i]];
      }
      Elements.store(to, y);
    } else {
      long[] from = Elements.loadLongs(x);
      long[] to = new long[places.length];
      for (int i = 0; i < to.length; i++) {
        to[i] = from[places[i]];
      }
      Elements.storeLongs(to, y);
    }
  }

  static void scatterAdd(int dim, Operand x, Operand indices, Operand source, Operand y) {
    int[] places = places("scatter_add", dim, x.shape(), indices);
    double[] to = Elements.load(x);
    double[] from = Elements.load(source);
    for (int i = 0; i < places.length; i++) {
      to[places[i]] += from[i];
    }
    Elements.store(to, y);
  }

  /// For each element of the index, in row-major order, the row-major place in a tensor of shape
  /// `x` that it names.
  private static int[] places(String op, int dim, Shape x, Operand indices) {
    long[] index = Elements.loadLongs(indices);
    Shape shape = indices.shape();
    long[] strides = x.rowMajor();
    int[] at = new int[shape.rank()];
    int[] places = new int[index.length];
    for (int i = 0; i < index.length; i++) {
      if (index[i] < 0 || index[i] >= x.dim(dim)) {
        throw new InputException(
            op
                + ": index "
                + index[i]
                + " is outside of 0 to "
                + (x.dim(dim) - 1)
                + ", the size of dimension "
                + dim
                + " of "
                + x);
      }
      long place = index[i] * strides[dim];
      for (int d = 0; d < at.length; d++) {
        place += d == dim ? 0 : at[d] * strides[d];
      }
      places[i] = (int) place;
      for (int d = at.length - 1; d >= 0 && ++at[d] == shape.dim(d); d--) {
        at[d] = 0;
      }
    }
    return places;
  }
}
