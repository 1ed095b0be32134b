package dev.sosia.weights.onnx;

import dev.sosia.engine.backend.Program;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.type.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Strided views in terms of ONNX, which has none: Reshape, Slice, Transpose, Expand.
///
/// A view's dimensions, sorted by falling stride, are those of a row-major tensor of which it takes
/// a piece: sizes follow from the ratios of neighbouring strides.
final class Views {
  private final OnnxNodes nodes;

  Views(OnnxNodes nodes) {
    this.nodes = nodes;
  }

  /// The elements that `view` takes of `name`, a row-major tensor of `shape`.
  ///
  /// @throws InputException for a view that cannot be said in these operators
  String of(String name, Shape shape, Program.View view, String path) {
    if (isAll(view, shape.numel())) {
      return reshaped(name, shape, view.shape(), path);
    }
    int[] moving =
        IntStream.range(0, view.shape().rank())
            .filter(d -> view.shape().dim(d) != 1 && view.strides()[d] != 0)
            .boxed()
            .sorted(Comparator.comparingLong(d -> -view.strides()[d]))
            .mapToInt(d -> d)
            .toArray();
    String piece = piece(name, shape, view, moving, path);
    String turned = transposed(piece, moving, path);
    Shape turnedShape =
        Shape.of(IntStream.of(moving).sorted().map(d -> view.shape().dim(d)).toArray());
    Shape kept = kept(view);
    String result = reshaped(turned, turnedShape, kept, path);
    return kept.equals(view.shape())
        ? result
        : nodes.add("Expand", path, result, nodes.numbers(path, view.shape()));
  }

  /// Whether `view` is all of a value of `elements`, row-major.
  static boolean isAll(Program.View view, long elements) {
    long[] dense = view.shape().rowMajor();
    boolean all = view.offset() == 0 && view.shape().numel() == elements;
    for (int d = 0; d < dense.length; d++) {
      all &= view.shape().dim(d) == 1 || view.strides()[d] == dense[d];
    }
    return all;
  }

  /// `name` with another shape of as many elements.
  String reshaped(String name, Shape from, Shape to, String path) {
    return from.equals(to) ? name : nodes.add("Reshape", path, name, nodes.numbers(path, to));
  }

  /// The sizes that move; those that repeat are 1.
  private static Shape kept(Program.View view) {
    int[] dims = view.shape().dims();
    for (int d = 0; d < dims.length; d++) {
      dims[d] = view.strides()[d] == 0 ? 1 : dims[d];
    }
    return Shape.of(dims);
  }

  /// The dimensions in `moving`, in that order, of the smallest row-major tensor around them.
  private String piece(String name, Shape shape, Program.View view, int[] moving, String path) {
    int n = moving.length;
    long[] full = new long[n + 1]; // and what lies between elements of the last one
    long[] start = new long[n + 1];
    long around = shape.numel();
    long offset = view.offset();
    for (int i = 0; i < n; i++) {
      long stride = view.strides()[moving[i]];
      full[i] = around / stride;
      start[i] = offset / stride;
      if (around % stride != 0 || start[i] + view.shape().dim(moving[i]) > full[i]) {
        throw new InputException(
            "a view of strides "
                + Arrays.toString(view.strides())
                + (path.isEmpty() ? "" : " at " + path)
                + " cannot be said in ONNX");
      }
      around = stride;
      offset %= stride;
    }
    full[n] = around;
    start[n] = offset;
    int[] dims = Arrays.stream(full).mapToInt(Math::toIntExact).toArray();
    String piece = reshaped(name, shape, Shape.of(dims), path);
    List<Long> axes = new ArrayList<>();
    List<Long> from = new ArrayList<>();
    List<Long> to = new ArrayList<>();
    for (int i = 0; i <= n; i++) {
      long size = i == n ? 1 : view.shape().dim(moving[i]);
      if (size != full[i]) {
        axes.add((long) i);
        from.add(start[i]);
        to.add(start[i] + size);
      }
    }
    if (!axes.isEmpty()) {
      piece =
          nodes.add(
              "Slice",
              path,
              piece,
              nodes.numbers(path, from),
              nodes.numbers(path, to),
              nodes.numbers(path, axes));
    }
    Shape shapeOfPiece = Shape.of(IntStream.of(moving).map(d -> view.shape().dim(d)).toArray());
    int[] withLast = Arrays.copyOf(shapeOfPiece.dims(), n + 1);
    withLast[n] = 1;
    return reshaped(piece, Shape.of(withLast), shapeOfPiece, path);
  }

  /// `name`, whose dimensions are in the order of `moving`, in the order of the view.
  private String transposed(String name, int[] moving, String path) {
    List<Integer> order = IntStream.of(moving).boxed().toList();
    List<Long> permutation = order.stream().sorted().map(d -> (long) order.indexOf(d)).toList();
    return order.equals(order.stream().sorted().toList())
        ? name
        : nodes.add(
            "Transpose", path, Map.of("perm", new OnnxGraph.Attribute.Wholes(permutation)), name);
  }
}
