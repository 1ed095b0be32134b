package dev.sosia.weights.onnx;

import dev.sosia.engine.backend.Program;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.tensor.RecordedFunction;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import dev.sosia.weights.value.HostTensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Under which name of the graph the contents of each of a program's values go, step after step. A
/// value is a row-major tensor that is written whole, or whole first and then in pieces; pieces
/// that cover it, as concatenation leaves them, become one `Concat`, others scatters.
final class ValueTable {
  private final RecordedFunction function;
  private final ModelGraph graph;
  private final Arena arena;
  private final Map<Integer, String> names;
  private final @Nullable Whole[] contents;
  private final Map<Integer, MemorySegment> read = new HashMap<>();
  private final Map<String, String> constants = new HashMap<>();
  private final Map<String, String> views = new HashMap<>();

  /// A value's contents: a name, or (null) all elements `fill`, and what was written over it since.
  private record Whole(@Nullable String name, double fill, Shape shape, List<Piece> pieces) {}

  private record Piece(String name, Program.View view) {}

  /// @param names what constants are called, where known
  /// @param arena keeps the constants until the model is written
  ValueTable(RecordedFunction function, ModelGraph graph, Map<Integer, String> names, Arena arena) {
    this.function = function;
    this.graph = graph;
    this.names = names;
    this.arena = arena;
    this.contents = new @Nullable Whole[function.program().values().size()];
  }

  /// Value `value` is `name` from here on.
  void define(int value, String name, Shape shape) {
    contents[value] = new Whole(name, 0, shape, new ArrayList<>());
  }

  DType dtype(Program.View view) {
    return function.program().values().get(view.value()).dtype();
  }

  TensorType type(Program.View view) {
    return new TensorType(dtype(view), view.shape());
  }

  /// Every element of the view is `number` from here on.
  void fill(Program.View view, double number, String path) {
    if (isWhole(view)) {
      contents[view.value()] = new Whole(null, number, view.shape(), new ArrayList<>());
    } else {
      write(view, filled(type(view), number, path));
    }
  }

  /// The view holds what `name` does from here on.
  void write(Program.View view, String name) {
    if (isWhole(view)) {
      define(view.value(), name, view.shape());
    } else {
      present(view.value(), "").pieces().add(new Piece(name, view));
    }
  }

  /// Whether the view is all that is there: row-major from the first element, and no less than what
  /// was there before.
  private boolean isWhole(Program.View view) {
    Whole before = contents[view.value()];
    return view.offset() == 0
        && Strides.isRowMajor(view)
        && (before == null || before.shape().numel() <= view.shape().numel());
  }

  /// A name for what the view holds now; nodes that bring it into shape belong to `path`.
  String read(Program.View view, String path) {
    if (function.program().values().get(view.value()).constant() != null) {
      return constant(view, path);
    }
    Whole whole = settled(view.value(), path);
    String name = name(view.value(), whole, path);
    String key = name + Strides.key(view);
    String known = views.get(key);
    if (known == null) {
      known = new Strides(graph, path).view(name, whole.shape(), view);
      views.put(key, known);
    }
    return known;
  }

  private Whole present(int value, String path) {
    Whole whole = contents[value];
    if (whole == null) {
      throw new InputException(
          "this network cannot be written as ONNX: "
              + (path.isEmpty() ? "a step" : path)
              + " uses a side result that ONNX's operators do not give");
    }
    return whole;
  }

  private String name(int value, Whole whole, String path) {
    if (whole.name() != null) {
      return whole.name();
    }
    DType dtype = function.program().values().get(value).dtype();
    String name = filled(new TensorType(dtype, whole.shape()), whole.fill(), path);
    define(value, name, whole.shape());
    return name;
  }

  private String filled(TensorType type, double number, String path) {
    long[] sizes = Arrays.stream(type.shape().dims()).asLongStream().toArray();
    Message one =
        ModelGraph.tensor(
            "", new TensorType(type.dtype(), Shape.of(1)), Numbers.of(type.dtype(), number));
    return graph.node(
        "ConstantOfShape", path, List.of(graph.longs(sizes)), Attribute.tensor("value", one));
  }

  /// The contents with all pieces put in.
  private Whole settled(int value, String path) {
    Whole whole = present(value, path);
    if (whole.pieces().isEmpty()) {
      return whole;
    }
    List<Program.View> views = whole.pieces().stream().map(Piece::view).toList();
    int axis = Strides.tiledAxis(whole.shape(), views);
    String name;
    if (axis >= 0) {
      List<String> parts = whole.pieces().stream().map(Piece::name).toList();
      name = graph.node("Concat", path, parts, Attribute.integer("axis", axis));
    } else {
      name = scattered(value, whole, path);
    }
    define(value, name, whole.shape());
    return present(value, path);
  }

  private String scattered(int value, Whole whole, String path) {
    String flat = reshaped(name(value, whole, path), path, -1);
    for (Piece piece : whole.pieces()) {
      long[] places = Strides.places(piece.view());
      String updates = reshaped(piece.name(), path, -1);
      flat = graph.node("ScatterElements", path, List.of(flat, graph.longs(places), updates));
    }
    return reshaped(flat, path, Arrays.stream(whole.shape().dims()).asLongStream().toArray());
  }

  private String reshaped(String name, String path, long... sizes) {
    return graph.node("Reshape", path, List.of(name, graph.longs(sizes)));
  }

  /// A constant's elements as the view has them, repeated ones once and then expanded.
  private String constant(Program.View view, String path) {
    Program.View once = Strides.once(view);
    String key = once.value() + Strides.key(once);
    String name = constants.get(key);
    if (name == null) {
      String wanted = names.getOrDefault(view.value(), path.isEmpty() ? "constant" : path + "/c");
      HostTensor host =
          new HostTensor(
              dtype(once), once.shape(), once.strides(), once.offset(), bytes(once.value()));
      name = graph.constant(wanted, type(once), host.packed(arena));
      constants.put(key, name);
    }
    return Strides.key(once).equals(Strides.key(view))
        ? name
        : new Strides(graph, path).expanded(name, view.shape());
  }

  private MemorySegment bytes(int value) {
    return read.computeIfAbsent(
        value,
        v -> {
          Program.Value constant = function.program().values().get(v);
          MemorySegment bytes = arena.allocate(constant.elements() * constant.dtype().bytes(), 64);
          function.readConstant(v, bytes);
          return bytes;
        });
  }
}
