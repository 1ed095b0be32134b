package dev.sosia.engine.op;

import dev.sosia.engine.error.ShapeException;
import dev.sosia.engine.kernel.Copy;
import dev.sosia.engine.kernel.Reduce;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Operations that move or repeat values without computing. Most are views: no value is copied.
public final class Shapes {
  private Shapes() {}

  /// The same values in row-major order in memory of their own; x itself if they lie so already.
  public static Tensor contiguous(Tensor x) {
    return x.isContiguous() ? x : copy(x);
  }

  /// A copy in row-major order.
  public static Tensor copy(Tensor x) {
    Tensor y = x.device().run(new Copy(x.dtype()), x);
    return Autograd.record("copy", y, List.of(x), List.of(), c -> c.grads(c::dy));
  }

  /// The same values as another type; gradients pass between floating-point types.
  public static Tensor to(Tensor x, DType dtype) {
    if (x.dtype() == dtype) {
      return x;
    }
    DType from = x.dtype();
    Tensor y = x.device().run(new Copy(dtype), x);
    return dtype.isArithmetic()
        ? Autograd.record("to", y, List.of(x), List.of(), c -> c.grads(() -> to(c.dy(), from)))
        : y;
  }

  /// The same values, row-major, under another shape; one size may be -1. A view where the memory
  /// allows.
  public static Tensor reshape(Tensor x, int... dims) {
    Shape to = resolve(x.shape(), dims);
    Shape from = x.shape();
    Tensor whole = contiguous(x);
    Tensor y = whole.view(to, to.rowMajor(), whole.offset());
    return Autograd.record(
        "reshape", y, List.of(whole), List.of(), c -> c.grads(() -> reshape(c.dy(), from.dims())));
  }

  private static Shape resolve(Shape from, int[] dims) {
    int[] sizes = dims.clone();
    int open = -1;
    long known = 1;
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] == -1 && open < 0) {
        open = i;
      } else {
        known *= sizes[i];
      }
    }
    if (open >= 0 && known > 0) {
      sizes[open] = (int) (from.numel() / known);
    }
    if (Arrays.stream(sizes).anyMatch(d -> d < 0) || Shape.of(sizes).numel() != from.numel()) {
      throw new ShapeException(
          "reshape: " + from + " does not have as many elements as " + Arrays.toString(dims));
    }
    return Shape.of(sizes);
  }

  /// Dimension i of the result is dimension `dims[i]` of x.
  public static Tensor permute(Tensor x, int... dims) {
    int rank = x.rank();
    int[] order = Arrays.stream(dims).map(d -> x.shape().axis("permute", d)).toArray();
    if (order.length != rank || Arrays.stream(order).distinct().count() != rank) {
      throw new ShapeException("permute: " + Arrays.toString(dims) + " of shape " + x.shape());
    }
    int[] sizes = new int[rank];
    long[] strides = new long[rank];
    int[] inverse = new int[rank];
    for (int i = 0; i < rank; i++) {
      sizes[i] = x.dim(order[i]);
      strides[i] = x.strides()[order[i]];
      inverse[order[i]] = i;
    }
    Tensor y = x.view(Shape.of(sizes), strides, x.offset());
    return Autograd.record(
        "permute", y, List.of(x), List.of(), c -> c.grads(() -> permute(c.dy(), inverse)));
  }

  /// Two dimensions trade places.
  public static Tensor transpose(Tensor x, int dim0, int dim1) {
    int[] order = IntStream.range(0, x.rank()).toArray();
    if (order.length == 0) {
      x.shape().axis("transpose", dim0);
      return permute(x);
    }
    int a = x.shape().axis("transpose", dim0);
    int b = x.shape().axis("transpose", dim1);
    order[a] = b;
    order[b] = a;
    return permute(x, order);
  }

  /// Repeats dimensions of size 1, and adds new ones in front; -1 keeps a size.
  public static Tensor expand(Tensor x, int... dims) {
    int shift = dims.length - x.rank();
    int[] sizes = dims.clone();
    long[] strides = new long[dims.length];
    for (int i = 0; i < dims.length; i++) {
      int own = i < shift ? 1 : x.dim(i - shift);
      if (sizes[i] == -1 && i >= shift) {
        sizes[i] = own;
      }
      if (shift < 0 || (own != sizes[i] && own != 1)) {
        throw new ShapeException("expand: " + x.shape() + " to " + Arrays.toString(dims));
      }
      strides[i] = i < shift || (own == 1 && sizes[i] != 1) ? 0 : x.strides()[i - shift];
    }
    Tensor y = x.view(Shape.of(sizes), strides, x.offset());
    return Autograd.record(
        "expand", y, List.of(x), List.of(), c -> c.grads(() -> sumTo(c.dy(), c.shape(0))));
  }

  /// The transpose of broadcasting: sums x over the dimensions along which `shape` was repeated.
  public static Tensor sumTo(Tensor x, Shape shape) {
    if (x.shape().equals(shape)) {
      return x;
    }
    int shift = x.rank() - shape.rank();
    int[] repeated =
        IntStream.range(0, x.rank())
            .filter(i -> i < shift || (shape.dim(i - shift) == 1 && x.dim(i) != 1))
            .toArray();
    Tensor sum = x.device().run(Reduce.of(Reduce.Kind.SUM, repeated), x);
    Tensor y = sum.view(shape, shape.rowMajor(), 0);
    return Autograd.record(
        "sum_to", y, List.of(x), List.of(), c -> c.grads(() -> expand(c.dy(), c.shape(0).dims())));
  }

  /// Drops all dimensions of size 1.
  public static Tensor squeeze(Tensor x) {
    return reshape(x, Arrays.stream(x.shape().dims()).filter(d -> d != 1).toArray());
  }

  /// Drops dimension `dim` if its size is 1.
  public static Tensor squeeze(Tensor x, int dim) {
    int axis = x.shape().axis("squeeze", dim);
    if (x.rank() == 0 || x.dim(axis) != 1) {
      return x;
    }
    return reshape(x, IntStream.range(0, x.rank()).filter(i -> i != axis).map(x::dim).toArray());
  }

  /// Puts a dimension of size 1 before dimension `dim` (negative: counted from behind the last).
  public static Tensor unsqueeze(Tensor x, int dim) {
    int at = dim < 0 ? dim + x.rank() + 1 : dim;
    if (at < 0 || at > x.rank()) {
      throw new ShapeException("unsqueeze: dimension " + dim + " of shape " + x.shape());
    }
    int[] sizes = new int[x.rank() + 1];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = i == at ? 1 : x.dim(i < at ? i : i - 1);
    }
    return reshape(x, sizes);
  }

  /// Elements `start`, `start + step`, .. before `end` along `dim`, as Python's slices: negative
  /// bounds count from the end, bounds beyond the ends are cut. `step` is positive.
  public static Tensor slice(Tensor x, int dim, long start, long end, int step) {
    int axis = x.shape().axis("slice", dim);
    int size = x.dim(axis);
    if (step < 1) {
      throw new ShapeException("slice: step " + step + " is not positive");
    }
    int from = bound(start, size);
    int to = Math.max(bound(end, size), from);
    int count = (to - from + step - 1) / step;
    long[] strides = x.strides();
    long offset = x.offset() + from * strides[axis];
    strides[axis] *= step;
    Tensor y = x.view(x.shape().with(axis, count), strides, offset);
    return Autograd.record(
        "slice",
        y,
        List.of(x),
        List.of(),
        c -> c.grads(() -> sliceGrad(c.dy(), c.shape(0), axis, from, step)));
  }

  private static int bound(long b, int size) {
    long at = b < 0 ? b + size : b;
    return (int) Math.max(0, Math.min(at, size));
  }

  /// Zeros of shape `whole`, but for the slice, which is dy.
  private static Tensor sliceGrad(Tensor dy, Shape whole, int axis, int from, int step) {
    Tensor y = dy.device().zeros(dy.dtype(), whole);
    if (dy.numel() > 0) {
      long[] strides = y.strides();
      long offset = from * strides[axis];
      strides[axis] *= step;
      write(dy, y.view(dy.shape(), strides, offset));
    }
    int last = from + step * (dy.dim(axis) - 1) + 1;
    return Autograd.record(
        "slice_grad",
        y,
        List.of(dy),
        List.of(),
        c -> c.grads(() -> slice(c.dy(), axis, from, dyIsEmpty(c.shape(0)) ? from : last, step)));
  }

  private static boolean dyIsEmpty(Shape s) {
    return s.numel() == 0;
  }

  private static void write(Tensor x, Tensor into) {
    x.device().into(new Copy(x.dtype()), new Tensor[] {x}, into);
  }

  /// Reverses the order of elements along `dims`.
  public static Tensor flip(Tensor x, int... dims) {
    long[] strides = x.strides();
    long offset = x.offset();
    for (int d : dims) {
      int axis = x.shape().axis("flip", d);
      if (x.rank() > 0) {
        offset += Math.max(x.dim(axis) - 1, 0) * strides[axis];
        strides[axis] = -strides[axis];
      }
    }
    Tensor y = x.view(x.shape(), strides, offset);
    return Autograd.record(
        "flip", y, List.of(x), List.of(), c -> c.grads(() -> flip(c.dy(), dims)));
  }

  /// Joins tensors along `dim`; all other sizes are equal.
  public static Tensor cat(List<Tensor> tensors, int dim) {
    Tensor first = tensors.getFirst();
    int axis = first.shape().axis("cat", dim);
    int total = 0;
    for (Tensor t : tensors) {
      if (t.rank() != first.rank()
          || !t.shape().with(axis, 0).equals(first.shape().with(axis, 0))
          || t.dtype() != first.dtype()) {
        throw new ShapeException(
            "cat along dimension " + dim + ": " + tensors.stream().map(Tensor::type).toList());
      }
      total += t.dim(axis);
    }
    Tensor y = first.device().zeros(first.dtype(), first.shape().with(axis, total));
    int[] starts = new int[tensors.size() + 1];
    try (Scope _ = Scope.open()) {
      for (int i = 0; i < tensors.size(); i++) {
        Tensor t = tensors.get(i);
        starts[i + 1] = starts[i] + t.dim(axis);
        if (t.numel() > 0) {
          write(t, y.view(t.shape(), y.strides(), starts[i] * y.strides()[axis]));
        }
      }
    }
    return Autograd.record(
        "cat",
        y,
        tensors,
        List.of(),
        c -> {
          Tensor[] gradients = new Tensor[starts.length - 1];
          for (int i = 0; i < gradients.length; i++) {
            gradients[i] = slice(c.dy(), axis, starts[i], starts[i + 1], 1);
          }
          return gradients;
        });
  }

  /// Joins tensors of one shape along a new dimension `dim`.
  public static Tensor stack(List<Tensor> tensors, int dim) {
    return cat(tensors.stream().map(t -> unsqueeze(t, dim)).toList(), stackAxis(tensors, dim));
  }

  private static int stackAxis(List<Tensor> tensors, int dim) {
    return dim < 0 ? dim + tensors.getFirst().rank() + 1 : dim;
  }

  /// Pieces of the given sizes along `dim`, which must add up.
  public static List<Tensor> split(Tensor x, int[] sizes, int dim) {
    int axis = x.shape().axis("split", dim);
    if (Arrays.stream(sizes).sum() != x.dim(axis)) {
      throw new ShapeException(
          "split: " + Arrays.toString(sizes) + " do not add up to " + x.dim(axis));
    }
    List<Tensor> pieces = new ArrayList<>();
    int at = 0;
    for (int size : sizes) {
      pieces.add(slice(x, axis, at, at + size, 1));
      at += size;
    }
    return pieces;
  }

  /// Pieces of `size` along `dim`; the last may be smaller.
  public static List<Tensor> split(Tensor x, int size, int dim) {
    int n = x.dim(x.shape().axis("split", dim));
    int count = Math.max(1, (n + size - 1) / size);
    int[] sizes = new int[count];
    Arrays.setAll(sizes, i -> Math.min(size, n - i * size));
    return split(x, sizes, dim);
  }

  /// At most `chunks` equal pieces along `dim`; the last may be smaller.
  public static List<Tensor> chunk(Tensor x, int chunks, int dim) {
    int n = x.dim(x.shape().axis("chunk", dim));
    return split(x, Math.max(1, (n + chunks - 1) / chunks), dim);
  }

  /// Moves elements by `shift` places along `dim`, around the end.
  public static Tensor roll(Tensor x, int shift, int dim) {
    int axis = x.shape().axis("roll", dim);
    int n = x.dim(axis);
    if (n == 0) {
      return x;
    }
    int cut = Math.floorMod(-shift, n);
    return cat(List.of(slice(x, axis, cut, n, 1), slice(x, axis, 0, cut, 1)), axis);
  }

  /// The lower triangle of the last two dimensions, up to `diagonal` above the main one; 0
  /// elsewhere.
  public static Tensor tril(Tensor x, int diagonal) {
    int rows = x.dim(-2);
    int columns = x.dim(-1);
    byte[] keep = new byte[rows * columns];
    for (int i = 0; i < keep.length; i++) {
      keep[i] = (byte) (i % columns <= i / columns + diagonal ? 1 : 0);
    }
    Tensor mask =
        x.device()
            .of(DType.BOOL, Shape.of(rows, columns), java.lang.foreign.MemorySegment.ofArray(keep));
    return Elementwise.where(mask, x, Elementwise.constant(x, 0));
  }
}
