package dev.sosia.weights.onnx;

import dev.sosia.engine.backend.Backend;
import dev.sosia.engine.backend.Buffer;
import dev.sosia.engine.backend.Program;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.kernel.AxisMap2d;
import dev.sosia.engine.kernel.Binary;
import dev.sosia.engine.kernel.ChannelNorm;
import dev.sosia.engine.kernel.Copy;
import dev.sosia.engine.kernel.Fill;
import dev.sosia.engine.kernel.Kernel;
import dev.sosia.engine.kernel.MatMul;
import dev.sosia.engine.kernel.MaxPool2d;
import dev.sosia.engine.kernel.Unary;
import dev.sosia.engine.kernel.Where;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import dev.sosia.weights.value.HostTensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Says a recorded program in ONNX, kernel by kernel.
final class ProgramTranslator {
  private final Program program;
  private final Backend backend;
  private final Arena arena;
  private final OnnxGraph graph = new OnnxGraph();
  private final OnnxNodes nodes = new OnnxNodes(graph);
  private final Views viewer = new Views(nodes);
  private final Planes planes = new Planes(nodes);
  private final Operators operators = new Operators(nodes);

  /// Elements that views reach of each value: buffers may be larger than what they are used for.
  private final Map<Integer, Long> extents = new HashMap<>();

  private final Map<Integer, Content> contents = new HashMap<>();
  private final Map<Integer, MemorySegment> constants = new HashMap<>();
  private final Map<ConstantView, String> constantViews = new HashMap<>();

  private record ConstantView(int value, Shape shape, List<Long> strides, long offset) {}

  ProgramTranslator(Program program, Backend backend, Arena arena) {
    this.program = program;
    this.backend = backend;
    this.arena = arena;
    program.outputs().forEach(this::reach);
    for (Program.Step step : program.steps()) {
      step.inputs().forEach(this::reach);
      step.outputs().forEach(this::reach);
    }
  }

  private void reach(Program.View view) {
    long last = view.offset();
    for (int d = 0; d < view.shape().rank(); d++) {
      last += view.strides()[d] * (view.shape().dim(d) - 1);
    }
    extents.merge(view.value(), last + 1, Math::max);
  }

  private long extent(int value) {
    return extents.getOrDefault(value, 0L);
  }

  OnnxGraph translate(List<String> inputs, List<TensorType> types, List<String> outputs) {
    for (int i = 0; i < inputs.size(); i++) {
      TensorType type = types.get(i);
      graph.inputs().add(port(inputs.get(i), type));
      content(program.inputs().get(i)).write(inputs.get(i), type.shape());
    }
    for (Program.Step step : program.steps()) {
      translate(step);
    }
    for (int i = 0; i < outputs.size(); i++) {
      Program.View view = program.outputs().get(i);
      nodes.named(outputs.get(i), "Identity", read(view, ""));
      graph.outputs().add(port(outputs.get(i), type(view)));
    }
    return graph;
  }

  private static OnnxGraph.Port port(String name, TensorType type) {
    return new OnnxGraph.Port(
        name, type.dtype(), Arrays.stream(type.shape().dims()).mapToObj(d -> (long) d).toList());
  }

  private TensorType type(Program.View view) {
    return new TensorType(program.values().get(view.value()).dtype(), view.shape());
  }

  private void translate(Program.Step step) {
    Kernel kernel = step.kernel();
    Program.View out = step.outputs().getFirst();
    if (kernel instanceof Fill fill) {
      HostTensor value = HostTensor.ofFloats(Shape.SCALAR, (float) fill.value());
      write(out, () -> filled(value, out, step.path()));
      content(out.value()).filledWith(fill.value());
      return;
    }
    if (type(out).dtype() == DType.F64) {
      throw new InputException("networks are exported in F32, and this one computes in F64");
    }
    List<Program.View> views = step.inputs().stream().map(v -> relaxed(v, kernel)).toList();
    String[] in = views.stream().map(v -> read(v, step.path())).toArray(String[]::new);
    String computed =
        switch (kernel) {
          case Copy(var to) when to == type(step.inputs().getFirst()).dtype() -> in[0];
          case AxisMap2d map -> planes.map(map, in[0], step.path());
          case MaxPool2d pool -> planes.max(pool, in[0], step.path());
          case ChannelNorm norm -> operators.norm(norm, step, in);
          default -> operators.of(kernel, step, in);
        };
    String result =
        shapeOf(kernel, views).equals(out.shape())
            ? computed
            : expanded(computed, out.shape(), step.path());
    write(out, () -> result);
  }

  /// The shape of what ONNX's operator makes of these inputs.
  private Shape shapeOf(Kernel kernel, List<Program.View> views) {
    if (kernel instanceof MatMul) {
      Shape a = views.getFirst().shape();
      Shape b = views.getLast().shape();
      int last = a.rank() - 1;
      Shape leading = Shape.broadcast("matmul", a.with(last, 1), b.with(last, 1).with(last - 1, 1));
      return leading.with(last, b.dim(last));
    }
    return kernel.outputs(views.stream().map(this::type).toList()).getFirst().shape();
  }

  private String filled(HostTensor value, Program.View out, String path) {
    String scalar = nodes.weight(path, value);
    return expanded(scalar, out.shape(), path);
  }

  private String expanded(String name, Shape shape, String path) {
    return nodes.add("Expand", path, name, nodes.numbers(path, shape));
  }

  /// `view` without the repetition that `kernel` does by itself where it broadcasts: along all
  /// dimensions of element-wise kernels, along the leading ones of stacks of matrices.
  private static Program.View relaxed(Program.View view, Kernel kernel) {
    int broadcast =
        switch (kernel) {
          case Unary _, Binary _, Where _ -> view.shape().rank();
          case MatMul _ -> view.shape().rank() - 2;
          default -> 0;
        };
    Shape shape = view.shape();
    for (int d = 0; d < broadcast; d++) {
      shape = view.strides()[d] == 0 ? shape.with(d, Math.min(shape.dim(d), 1)) : shape;
    }
    return new Program.View(view.value(), shape, view.strides(), view.offset());
  }

  private void write(Program.View view, Supplier<String> name) {
    Content content = content(view.value());
    if (Views.isAll(view, extent(view.value()))) {
      content.write(name, view.shape());
    } else {
      content.writePiece(view, name.get());
    }
  }

  private Content content(int value) {
    return contents.computeIfAbsent(value, v -> new Content(nodes, extent(v)));
  }

  private String read(Program.View view, String path) {
    @Nullable Buffer constant = program.values().get(view.value()).constant();
    if (constant != null) {
      return constant(constant, view, path);
    }
    Content content = contents.get(view.value());
    if (content == null) {
      throw new InputException(
          "a second result of a kernel is used"
              + at(path)
              + ", which ONNX's operator does not give");
    }
    Content.Whole whole = content.whole(path);
    return viewer.of(whole.name(), whole.shape(), view, path);
  }

  /// A view of a constant is a constant.
  private String constant(Buffer buffer, Program.View view, String path) {
    List<Long> strides = Arrays.stream(view.strides()).boxed().toList();
    return constantViews.computeIfAbsent(
        new ConstantView(view.value(), view.shape(), strides, view.offset()),
        _ -> {
          MemorySegment memory = constants.computeIfAbsent(view.value(), _ -> read(buffer));
          HostTensor tensor =
              new HostTensor(buffer.dtype(), view.shape(), view.strides(), view.offset(), memory);
          return nodes.weight(
              path, HostTensor.of(buffer.dtype(), view.shape(), tensor.packed(arena)));
        });
  }

  private MemorySegment read(Buffer buffer) {
    MemorySegment memory = arena.allocate(buffer.bytes(), 64);
    backend.read(buffer, 0, memory);
    return memory;
  }

  static String at(String path) {
    return path.isEmpty() ? "" : " at " + path;
  }
}
