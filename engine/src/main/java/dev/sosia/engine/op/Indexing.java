package dev.sosia.engine.op;

import dev.sosia.engine.kernel.Gather;
import dev.sosia.engine.kernel.ScatterAdd;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.Tensor;
import java.util.List;

/// Operations whose places are data (I64 indices, never negative).
public final class Indexing {
  private Indexing() {}

  /// `y[.., i, ..] = x[.., index[.., i, ..], ..]` along `dim`.
  public static Tensor gather(Tensor x, int dim, Tensor index) {
    int axis = x.shape().axis("gather", dim);
    Tensor y = x.device().run(new Gather(axis), x, index);
    return Autograd.record(
        "gather",
        y,
        List.of(x),
        List.of(index),
        c ->
            c.grads(
                () -> {
                  Tensor zeros = c.dy().device().zeros(c.dy().dtype(), c.shape(0));
                  return scatterAdd(zeros, axis, c.saved(0), c.dy());
                }));
  }

  /// x with `source[.., i, ..]` added at `[.., index[.., i, ..], ..]` along `dim`.
  public static Tensor scatterAdd(Tensor x, int dim, Tensor index, Tensor source) {
    int axis = x.shape().axis("scatter_add", dim);
    Tensor y = x.device().run(new ScatterAdd(axis), x, index, source);
    return Autograd.record(
        "scatter_add",
        y,
        List.of(x, source),
        List.of(index),
        c -> c.grads(c::dy, () -> gather(c.dy(), axis, c.saved(0))));
  }
}
