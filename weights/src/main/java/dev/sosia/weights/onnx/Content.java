package dev.sosia.weights.onnx;

import dev.sosia.engine.backend.Program;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.type.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a value of the program holds at this point: one result; or pieces of several that together
/// fill it, which is how tensors are joined; or one piece with a border of one number around it.
final class Content {
  private final OnnxNodes nodes;
  private final long elements;
  private final List<Piece> pieces = new ArrayList<>();
  private @Nullable Supplier<String> name;
  private Shape shape = Shape.SCALAR;
  private @Nullable Double filled;

  /// A tensor by name, row-major.
  record Whole(String name, Shape shape) {}

  private record Piece(Program.View view, String name) {
    /// Size of dimension `d` of the whole.
    long full(int d, long elements) {
      long[] strides = view.strides();
      return (d == 0 ? elements : strides[d - 1]) / Math.max(strides[d], 1);
    }

    long start(int axis) {
      return view.offset() / Math.max(view.strides()[axis], 1);
    }
  }

  Content(OnnxNodes nodes, long elements) {
    this.nodes = nodes;
    this.elements = elements;
  }

  void write(String result, Shape resultShape) {
    write(() -> result, resultShape);
  }

  /// All of the value is `result`, which is asked for only if someone reads it.
  void write(Supplier<String> result, Shape resultShape) {
    pieces.clear();
    name = result;
    shape = resultShape;
    filled = null;
  }

  /// What was written last is this number everywhere.
  void filledWith(double value) {
    filled = value;
  }

  void writePiece(Program.View view, String result) {
    pieces.add(new Piece(view, result));
  }

  /// The value as one tensor.
  ///
  /// @throws InputException if pieces do not fill it along one dimension
  Whole whole(String path) {
    if (!pieces.isEmpty()) {
      join(path);
    }
    if (name == null) {
      throw new InputException("a value is read before it is written at " + path);
    }
    String known = name.get();
    name = () -> known;
    return new Whole(known, shape);
  }

  private void join(String path) {
    Piece first = pieces.getFirst();
    int rank = first.view.shape().rank();
    int[] dims = new int[rank];
    int axis = -1;
    for (int d = 0; d < rank; d++) {
      dims[d] = Math.toIntExact(first.full(d, elements));
      axis = dims[d] == first.view.shape().dim(d) ? axis : d;
    }
    Shape whole = Shape.of(dims);
    if (pieces.size() == 1 && filled != null && whole.numel() == elements) {
      write(padded(first, whole, filled, path), whole);
      return;
    }
    if (axis < 0 || !fill(whole, axis)) {
      throw new InputException(
          "values written in pieces at " + path + " are no concatenation, so ONNX cannot say them");
    }
    write(
        nodes.add(
            "Concat",
            path,
            Map.of("axis", new OnnxGraph.Attribute.Whole(axis)),
            pieces.stream().map(Piece::name).toArray(String[]::new)),
        whole);
  }

  private String padded(Piece piece, Shape whole, double border, String path) {
    List<Long> before = new ArrayList<>();
    List<Long> after = new ArrayList<>();
    long offset = piece.view.offset();
    for (int d = 0; d < whole.rank(); d++) {
      long stride = piece.view.strides()[d];
      before.add(offset / stride);
      after.add(whole.dim(d) - before.getLast() - piece.view.shape().dim(d));
      offset %= stride;
    }
    before.addAll(after);
    String pads = nodes.numbers(path, before);
    return nodes.add("Pad", path, piece.name, pads, nodes.number(path, border));
  }

  /// Sorts the pieces along `axis` and tells whether they fill `whole`.
  private boolean fill(Shape whole, int axis) {
    pieces.sort(Comparator.comparingLong(p -> p.start(axis)));
    long at = 0;
    boolean fits = whole.numel() == elements;
    for (Piece p : pieces) {
      Shape piece = p.view.shape();
      fits &= piece.rank() == whole.rank() && p.view.offset() == at * p.view.strides()[axis];
      fits = fits && piece.with(axis, 1).equals(whole.with(axis, 1));
      at += fits ? piece.dim(axis) : 0;
    }
    return fits && at == whole.dim(axis);
  }
}
