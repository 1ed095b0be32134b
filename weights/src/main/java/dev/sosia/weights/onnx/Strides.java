package dev.sosia.weights.onnx;

import dev.sosia.engine.backend.Program;
import dev.sosia.engine.type.Shape;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Strided views of a row-major tensor, as operators. Most views are a reshape, a slice, a
/// transpose and an expansion, in this order; what is none of these (a flip, a window that overlaps
/// itself) gathers element by element.
final class Strides {
  private final ModelGraph graph;
  private final String path;

  /// Adds nodes to `graph` for layer `path`.
  Strides(ModelGraph graph, String path) {
    this.graph = graph;
    this.path = path;
  }

  /// Tells views of one value apart.
  static String key(Program.View view) {
    return view.shape() + Arrays.toString(view.strides()) + view.offset();
  }

  static boolean isRowMajor(Program.View view) {
    long[] rowMajor = view.shape().rowMajor();
    return IntStream.range(0, rowMajor.length)
        .allMatch(i -> view.shape().dim(i) == 1 || view.strides()[i] == rowMajor[i]);
  }

  /// The view with every repeated dimension (stride 0) at size 1.
  static Program.View once(Program.View view) {
    Shape shape = view.shape();
    for (int i = 0; i < shape.rank(); i++) {
      if (view.strides()[i] == 0) {
        shape = shape.with(i, 1);
      }
    }
    return new Program.View(view.value(), shape, view.strides(), view.offset());
  }

  /// Where each element of the view lies, in row-major order.
  static long[] places(Program.View view) {
    long[] places = new long[Math.toIntExact(view.shape().numel())];
    int[] index = new int[view.shape().rank()];
    long at = view.offset();
    for (int n = 0; n < places.length; n++) {
      places[n] = at;
      for (int i = index.length - 1; i >= 0; i--) {
        at += view.strides()[i];
        if (++index[i] < view.shape().dim(i)) {
          break;
        }
        at -= view.strides()[i] * index[i];
        index[i] = 0;
      }
    }
    return places;
  }

  /// The axis along which these slices of a row-major tensor follow each other from its beginning
  /// to its end; -1 if they do not.
  static int tiledAxis(Shape whole, List<Program.View> slices) {
    for (int axis = 0; axis < whole.rank(); axis++) {
      if (tiles(whole, axis, slices)) {
        return axis;
      }
    }
    return -1;
  }

  private static boolean tiles(Shape whole, int axis, List<Program.View> slices) {
    long[] strides = whole.rowMajor();
    int at = 0;
    for (Program.View slice : slices) {
      Shape shape = slice.shape();
      if (shape.rank() != whole.rank()
          || !shape.with(axis, 0).equals(whole.with(axis, 0))
          || slice.offset() != at * strides[axis]) {
        return false;
      }
      for (int i = 0; i < shape.rank(); i++) {
        if (shape.dim(i) != 1 && slice.strides()[i] != strides[i]) {
          return false;
        }
      }
      at += shape.dim(axis);
    }
    return at == whole.dim(axis);
  }

  /// The view of `name`, which is row-major of shape `whole`.
  String view(String name, Shape whole, Program.View view) {
    Program.View once = once(view);
    String result;
    if (once.offset() == 0 && isRowMajor(once) && once.shape().numel() == whole.numel()) {
      result = once.shape().equals(whole) ? name : reshaped(name, once.shape());
    } else {
      result = moved(name, whole, once);
    }
    return once.shape().equals(view.shape()) ? result : expanded(result, view.shape());
  }

  /// Reads the tensor as a grid with one axis for each of the view's, from the widest stride to the
  /// narrowest, and one for what lies between two elements of the narrowest.
  private String moved(String name, Shape whole, Program.View view) {
    int[] axes =
        IntStream.range(0, view.shape().rank())
            .filter(i -> view.shape().dim(i) != 1)
            .boxed()
            .sorted(Comparator.comparingLong(i -> -view.strides()[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    long[] grid = new long[axes.length + 1];
    long[] starts = new long[grid.length];
    long[] ends = new long[grid.length];
    long above = whole.numel();
    long offset = view.offset();
    for (int i = 0; i < grid.length; i++) {
      long stride = i < axes.length ? view.strides()[axes[i]] : 1;
      int size = i < axes.length ? view.shape().dim(axes[i]) : 1;
      if (stride <= 0 || above % stride != 0) {
        return gathered(name, view);
      }
      grid[i] = above / stride;
      starts[i] = offset / stride;
      ends[i] = starts[i] + size;
      offset %= stride;
      above = stride;
      if (ends[i] > grid[i]) {
        return gathered(name, view);
      }
    }
    String result = reshaped(name, grid);
    if (!Arrays.equals(grid, ends) || Arrays.stream(starts).anyMatch(s -> s != 0)) {
      result = graph.node("Slice", path, List.of(result, graph.longs(starts), graph.longs(ends)));
    }
    if (!IntStream.range(1, axes.length).allMatch(i -> axes[i - 1] < axes[i])) {
      result = graph.node("Transpose", path, List.of(result), permutation(axes));
    }
    return reshaped(result, view.shape());
  }

  /// Axis `axes[i]` of the result is axis i of the grid; the grid's last axis stays last.
  private static Message permutation(int[] axes) {
    int[] inOrder = Arrays.stream(axes).sorted().toArray();
    long[] permutation = new long[axes.length + 1];
    for (int i = 0; i < axes.length; i++) {
      permutation[Arrays.binarySearch(inOrder, axes[i])] = i;
    }
    permutation[axes.length] = axes.length;
    return Attribute.integers("perm", permutation);
  }

  private String gathered(String name, Program.View view) {
    String flat = reshaped(name, -1);
    String places = graph.longs(places(view));
    String values = graph.node("Gather", path, List.of(flat, places));
    return reshaped(values, view.shape());
  }

  String expanded(String name, Shape shape) {
    return graph.node("Expand", path, List.of(name, graph.longs(sizes(shape))));
  }

  private String reshaped(String name, Shape shape) {
    return reshaped(name, sizes(shape));
  }

  private String reshaped(String name, long... sizes) {
    return graph.node("Reshape", path, List.of(name, graph.longs(sizes)));
  }

  private static long[] sizes(Shape shape) {
    return Arrays.stream(shape.dims()).asLongStream().toArray();
  }
}
