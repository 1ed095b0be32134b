package dev.sosia.engine.op;

import static dev.sosia.engine.op.Elementwise.add;
import static dev.sosia.engine.op.Elementwise.constant;
import static dev.sosia.engine.op.Elementwise.div;
import static dev.sosia.engine.op.Elementwise.eq;
import static dev.sosia.engine.op.Elementwise.exp;
import static dev.sosia.engine.op.Elementwise.log;
import static dev.sosia.engine.op.Elementwise.mul;
import static dev.sosia.engine.op.Elementwise.scale;
import static dev.sosia.engine.op.Elementwise.sqrt;
import static dev.sosia.engine.op.Elementwise.square;
import static dev.sosia.engine.op.Elementwise.sub;
import static dev.sosia.engine.op.Elementwise.where;

import dev.sosia.engine.error.ShapeException;
import dev.sosia.engine.kernel.ArgReduce;
import dev.sosia.engine.kernel.CumSum;
import dev.sosia.engine.kernel.Reduce;
import dev.sosia.engine.kernel.Softmax;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Operations along dimensions. `dims` may count from the end; none given means all. Reduced
/// dimensions are dropped unless `keepdim`.
public final class Reductions {
  private Reductions() {}

  /// What an operation finds, and where.
  public record ValuesAndIndices(Tensor values, Tensor indices) {}

  private static int[] axes(String op, Tensor x, int... dims) {
    return dims.length == 0
        ? IntStream.range(0, x.rank()).toArray()
        : Arrays.stream(dims).map(d -> x.shape().axis(op, d)).filter(d -> d < x.rank()).toArray();
  }

  private static Tensor drop(Tensor kept, int[] axes, boolean keepdim) {
    if (keepdim) {
      return kept;
    }
    int[] sizes =
        IntStream.range(0, kept.rank())
            .filter(i -> Arrays.stream(axes).noneMatch(a -> a == i))
            .map(kept::dim)
            .toArray();
    return Shapes.reshape(kept, sizes);
  }

  private static Tensor sumKept(Tensor x, int[] axes) {
    Tensor y = x.device().run(Reduce.of(Reduce.Kind.SUM, axes), x);
    return Autograd.record(
        "sum",
        y,
        List.of(x),
        List.of(),
        c -> c.grads(() -> Shapes.expand(c.dy(), c.shape(0).dims())));
  }

  public static Tensor sum(Tensor x, boolean keepdim, int... dims) {
    int[] axes = axes("sum", x, dims);
    return drop(sumKept(x, axes), axes, keepdim);
  }

  /// The sum of all elements, of rank 0.
  public static Tensor sum(Tensor x) {
    return sum(x, false);
  }

  private static long count(Shape s, int[] axes) {
    return Arrays.stream(axes).mapToLong(s::dim).reduce(1, (a, b) -> a * b);
  }

  /// The mean; of nothing it is NaN.
  public static Tensor mean(Tensor x, boolean keepdim, int... dims) {
    int[] axes = axes("mean", x, dims);
    return scale(drop(sumKept(x, axes), axes, keepdim), 1.0 / count(x.shape(), axes));
  }

  /// The mean of all elements, of rank 0.
  public static Tensor mean(Tensor x) {
    return mean(x, false);
  }

  /// The largest element; equal ones share the gradient.
  public static Tensor amax(Tensor x, boolean keepdim, int... dims) {
    return extreme("amax", Reduce.Kind.MAX, x, keepdim, dims);
  }

  /// The smallest element; equal ones share the gradient.
  public static Tensor amin(Tensor x, boolean keepdim, int... dims) {
    return extreme("amin", Reduce.Kind.MIN, x, keepdim, dims);
  }

  private static Tensor extreme(
      String op, Reduce.Kind kind, Tensor x, boolean keepdim, int... dims) {
    int[] axes = axes(op, x, dims);
    Tensor kept = x.device().run(Reduce.of(kind, axes), x);
    Autograd.record(
        op,
        kept,
        List.of(x),
        List.of(x, kept),
        c ->
            c.grads(
                () -> {
                  Tensor winners = Shapes.to(eq(c.saved(0), c.saved(1)), c.dy().dtype());
                  Tensor share = div(winners, sum(winners, true, axes));
                  return mul(c.dy(), share);
                }));
    return drop(kept, axes, keepdim);
  }

  /// The largest element along `dim` and where it is: the first of equal ones, the first NaN.
  public static ValuesAndIndices max(Tensor x, int dim, boolean keepdim) {
    return select(x, dim, keepdim, true);
  }

  /// The smallest element along `dim` and where it is.
  public static ValuesAndIndices min(Tensor x, int dim, boolean keepdim) {
    return select(x, dim, keepdim, false);
  }

  private static ValuesAndIndices select(Tensor x, int dim, boolean keepdim, boolean largest) {
    int axis = x.shape().axis(largest ? "max" : "min", dim);
    Tensor line = x.rank() == 0 ? Shapes.reshape(x, 1) : x;
    Tensor indices = indices(line, axis, largest);
    Tensor values = Indexing.gather(line, axis, indices);
    int[] axes = {axis};
    boolean keep = keepdim && x.rank() > 0;
    return new ValuesAndIndices(drop(values, axes, keep), drop(indices, axes, keep));
  }

  private static Tensor indices(Tensor x, int axis, boolean largest) {
    return x.dtype().isArithmetic()
        ? x.device().run(new ArgReduce(largest, axis), x)
        : integerIndices(x, axis, largest);
  }

  /// The same for integers, which backends do not compute with: found here, exactly.
  private static Tensor integerIndices(Tensor x, int axis, boolean largest) {
    Shape shape = x.shape();
    int size = shape.dim(axis);
    if (size == 0) {
      throw new ShapeException("argmax: of nothing along dimension " + axis + " of " + shape);
    }
    long[] values = x.toLongs();
    int inner = Math.toIntExact(shape.rowMajor()[axis]);
    long[] found = new long[values.length / size];
    for (int i = 0; i < found.length; i++) {
      int start = i / inner * size * inner + i % inner;
      int best = 0;
      for (int k = 1; k < size; k++) {
        int order = Long.compare(values[start + k * inner], values[start + best * inner]);
        best = (largest ? order > 0 : order < 0) ? k : best;
      }
      found[i] = best;
    }
    return x.device().tensor(shape.with(axis, 1), found);
  }

  /// Where the largest element along `dim` is (I64); the first of equal ones, the first NaN.
  public static Tensor argmax(Tensor x, int dim, boolean keepdim) {
    int axis = x.shape().axis("argmax", dim);
    Tensor line = x.rank() == 0 ? Shapes.reshape(x, 1) : x;
    Tensor indices = indices(line, axis, true);
    return drop(indices, new int[] {axis}, keepdim && x.rank() > 0);
  }

  /// The row-major place of the largest of all elements; with `keepdim` in x's rank.
  public static Tensor argmax(Tensor x, boolean keepdim) {
    Tensor flat = argmax(Shapes.reshape(x, -1), 0, false);
    int[] ones = new int[keepdim ? x.rank() : 0];
    Arrays.fill(ones, 1);
    return Shapes.reshape(flat, ones);
  }

  /// The variance in two passes; `unbiased` divides by n - 1 (one element: NaN), else by n.
  public static Tensor var(Tensor x, boolean unbiased, boolean keepdim, int... dims) {
    int[] axes = axes("var", x, dims);
    long n = count(x.shape(), axes);
    Tensor centred = sub(x, mean(x, true, axes));
    double divisor = Math.max(unbiased ? n - 1 : n, 0);
    return drop(scale(sumKept(square(centred), axes), 1 / divisor), axes, keepdim);
  }

  /// The square root of [#var]; where it is 0 the gradient is 0.
  public static Tensor std(Tensor x, boolean unbiased, boolean keepdim, int... dims) {
    return safeSqrt(var(x, unbiased, keepdim, dims));
  }

  /// sqrt whose gradient at 0 is 0.
  private static Tensor safeSqrt(Tensor x) {
    Tensor y;
    try (var _ = Autograd.noGrad()) {
      y = sqrt(x);
    }
    return Autograd.record(
        "sqrt",
        y,
        List.of(x),
        List.of(y),
        c ->
            c.grads(
                () -> {
                  Tensor root = c.saved(0);
                  Tensor zero = eq(root, constant(root, 0));
                  Tensor safe = where(zero, constant(root, 1), root);
                  Tensor slope = div(c.dy(), scale(safe, 2));
                  return where(zero, constant(root, 0), slope);
                }));
  }

  /// The p-norm: `(sum |x|^p)^(1/p)`, the largest |x| for infinite p, the number of values that are
  /// not 0 for p = 0. Where it is 0 the gradient is 0.
  public static Tensor norm(Tensor x, double p, boolean keepdim, int... dims) {
    int[] axes = axes("norm", x, dims);
    if (p == 2) {
      return drop(safeSqrt(sumKept(square(x), axes)), axes, keepdim);
    }
    Tensor magnitude = Elementwise.abs(x);
    if (Double.isInfinite(p)) {
      return p > 0 ? amax(magnitude, keepdim, axes) : amin(magnitude, keepdim, axes);
    }
    if (p == 1) {
      return drop(sumKept(magnitude, axes), axes, keepdim);
    }
    if (p == 0) {
      Tensor there = Shapes.to(Elementwise.ne(x, constant(x, 0)), x.dtype());
      return drop(sumKept(there, axes), axes, keepdim);
    }
    return drop(generalNorm(x, p, axes), axes, keepdim);
  }

  private static Tensor generalNorm(Tensor x, double p, int[] axes) {
    Tensor y;
    try (var _ = Autograd.noGrad()) {
      Tensor powers = Elementwise.pow(Elementwise.abs(x), p);
      y = Elementwise.pow(sumKept(powers, axes), 1 / p);
    }
    return Autograd.record(
        "norm",
        y,
        List.of(x),
        List.of(x, y),
        c ->
            c.grads(
                () -> {
                  // sign(x) |x|^(p-1) / y^(p-1): 0 where x or y is 0
                  Tensor s = c.saved(0);
                  Tensor total = c.saved(1);
                  Tensor zero = eq(total, constant(total, 0));
                  Tensor safe = where(zero, constant(total, 1), total);
                  Tensor ratio = Elementwise.pow(div(Elementwise.abs(s), safe), p - 1);
                  Tensor slope = mul(c.dy(), mul(Elementwise.sign(s), ratio));
                  Tensor flat = eq(s, constant(s, 0));
                  return where(flat, constant(s, 0), where(zero, constant(s, 0), slope));
                }));
  }

  /// log(sum exp x), without overflow.
  public static Tensor logsumexp(Tensor x, boolean keepdim, int... dims) {
    int[] axes = axes("logsumexp", x, dims);
    Tensor shiftBy;
    try (var _ = Autograd.noGrad()) {
      Tensor max = x.device().run(Reduce.of(Reduce.Kind.MAX, axes), x);
      Tensor infinite = eq(Elementwise.abs(max), constant(max, Double.POSITIVE_INFINITY));
      shiftBy = where(infinite, constant(max, 0), max);
    }
    Tensor kept = add(log(sumKept(exp(sub(x, shiftBy)), axes)), shiftBy);
    return drop(kept, axes, keepdim);
  }

  /// exp(x) / sum exp(x) along `dim`.
  public static Tensor softmax(Tensor x, int dim) {
    int axis = x.shape().axis("softmax", dim);
    Tensor line = x.rank() == 0 ? Shapes.reshape(x, 1) : x;
    Tensor y = x.device().run(new Softmax(axis, false), line);
    Autograd.record(
        "softmax",
        y,
        List.of(line),
        List.of(y),
        c ->
            c.grads(
                () -> {
                  Tensor s = c.saved(0);
                  Tensor weighted = sum(mul(c.dy(), s), true, axis);
                  return mul(s, sub(c.dy(), weighted));
                }));
    return x.rank() == 0 ? Shapes.reshape(y) : y;
  }

  /// The logarithm of [#softmax], without losing small values.
  public static Tensor logSoftmax(Tensor x, int dim) {
    int axis = x.shape().axis("log_softmax", dim);
    Tensor line = x.rank() == 0 ? Shapes.reshape(x, 1) : x;
    Tensor y = x.device().run(new Softmax(axis, true), line);
    Autograd.record(
        "log_softmax",
        y,
        List.of(line),
        List.of(y),
        c ->
            c.grads(
                () -> {
                  Tensor total = sum(c.dy(), true, axis);
                  return sub(c.dy(), mul(exp(c.saved(0)), total));
                }));
    return x.rank() == 0 ? Shapes.reshape(y) : y;
  }

  /// Running sums along `dim`.
  public static Tensor cumsum(Tensor x, int dim) {
    int axis = x.shape().axis("cumsum", dim);
    Tensor line = x.rank() == 0 ? Shapes.reshape(x, 1) : x;
    Tensor y = cumsum(line, axis, false);
    return x.rank() == 0 ? Shapes.reshape(y) : y;
  }

  private static Tensor cumsum(Tensor x, int axis, boolean reverse) {
    Tensor y = x.device().run(new CumSum(axis, reverse), x);
    return Autograd.record(
        "cumsum", y, List.of(x), List.of(), c -> c.grads(() -> cumsum(c.dy(), axis, !reverse)));
  }

  /// How many elements of a BOOL tensor are true, as a number of type `dtype`, of rank 0.
  public static Tensor count(Tensor truth, DType dtype) {
    return sum(Shapes.to(truth, dtype));
  }
}
