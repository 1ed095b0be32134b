package dev.sosia.engine.op;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.error.ShapeException;
import dev.sosia.engine.kernel.Gather;
import dev.sosia.engine.kernel.ScatterAdd;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reading and adding at places that are data. An index is an I64 tensor; one outside of its
/// dimension is an error that names it; negative ones are outside.
public final class Indexing {
  private Indexing() {}

  /// `y[.., i, ..] = x[.., index[.., i, ..], ..]` along `dim`; the result has the shape of `index`,
  /// which is not larger than x except along `dim`.
  public static Tensor gather(Tensor x, int dim, Tensor index) {
    int axis = x.shape().axis("gather", dim);
    Tensor y = x.device().run(new Gather(axis), x, index);
    return Autograd.record(
        "gather",
        y,
        List.of(x),
        List.of(index),
        c -> c.grads(() -> scatterAdd(zeros(c.dy(), c.shape(0)), axis, c.saved(0), c.dy())));
  }

  /// `y = x; y[.., index[.., i, ..], ..] += source[.., i, ..]` along `dim`. `source` may be larger
  /// than `index`: what lies beyond is not added.
  public static Tensor scatterAdd(Tensor x, int dim, Tensor index, Tensor source) {
    int axis = x.shape().axis("scatter_add", dim);
    Tensor used = like(source, index.shape());
    Tensor y = x.device().run(new ScatterAdd(axis), x, index, used);
    return Autograd.record(
        "scatter_add",
        y,
        List.of(x, used),
        List.of(index),
        c -> c.grads(c::dy, () -> gather(c.dy(), axis, c.saved(0))));
  }

  /// The slices of x along `dim` that `index` (rank 0 or 1) names, in its order.
  public static Tensor indexSelect(Tensor x, int dim, Tensor index) {
    if (index.rank() > 1) {
      throw new ShapeException("index_select: the index is a list, not " + index.shape());
    }
    int axis = x.shape().axis("index_select", dim);
    long[] strides = new long[x.rank()];
    strides[axis] = index.rank() == 0 ? 1 : index.strides()[0];
    Shape y = x.shape().with(axis, Math.toIntExact(index.numel()));
    return gather(x, axis, index.view(y, strides, index.offset()));
  }

  /// Rows of `weight` `[V, D]` by `indices` of any shape: `[.., D]`. The row `paddingIndex` (from
  /// the end if negative; null: none) gets no gradient.
  public static Tensor embedding(Tensor indices, Tensor weight, @Nullable Integer paddingIndex) {
    if (weight.rank() != 2) {
      throw new ShapeException("embedding: weight must be [V, D], not " + weight.shape());
    }
    int[] shape = Arrays.copyOf(indices.shape().dims(), indices.rank() + 1);
    shape[indices.rank()] = weight.dim(1);
    Tensor flat = Shapes.reshape(indices, -1);
    if (paddingIndex == null) {
      return Shapes.reshape(indexSelect(weight, 0, flat), shape);
    }
    int padding = weight.shape().dim(0) + Math.min(paddingIndex, 0);
    padding = paddingIndex < 0 ? padding : paddingIndex;
    if (padding < 0 || padding >= weight.dim(0)) {
      throw new ShapeException(
          "embedding: padding index " + paddingIndex + " of " + weight.dim(0) + " rows");
    }
    Tensor isPadding = Elementwise.eq(flat, weight.device().scalar(DType.I64, padding));
    Tensor rows = indexSelect(weight, 0, flat);
    Tensor stopped = Elementwise.where(Shapes.unsqueeze(isPadding, 1), rows.detach(), rows);
    return Shapes.reshape(stopped, shape);
  }

  /// `[.., classes]` of I64: 1 at each index, 0 elsewhere. `classes` -1 stands for the largest
  /// index and one more.
  ///
  /// @throws InputException if an index is negative or not below `classes`
  public static Tensor oneHot(Tensor indices, int classes) {
    long[] values = indices.toLongs();
    long largest = Arrays.stream(values).max().orElse(-1);
    if (classes < 0 && values.length == 0) {
      throw new InputException("one_hot: no index to take the number of classes from");
    }
    int n = classes < 0 ? Math.toIntExact(largest + 1) : classes;
    long[] hot = new long[Math.multiplyExact(values.length, n)];
    for (int i = 0; i < values.length; i++) {
      if (values[i] < 0 || values[i] >= n) {
        throw new InputException("one_hot: index " + values[i] + " of " + n + " classes");
      }
      hot[i * n + (int) values[i]] = 1;
    }
    int[] shape = Arrays.copyOf(indices.shape().dims(), indices.rank() + 1);
    shape[indices.rank()] = n;
    return indices.device().tensor(Shape.of(shape), hot);
  }

  private static Tensor like(Tensor source, Shape index) {
    Tensor used = source;
    for (int d = 0; d < source.rank() && source.rank() == index.rank(); d++) {
      if (source.dim(d) > index.dim(d)) {
        used = Shapes.slice(used, d, 0, index.dim(d), 1);
      }
    }
    return used;
  }

  private static Tensor zeros(Tensor like, Shape shape) {
    return like.device().zeros(like.dtype(), shape);
  }
}
