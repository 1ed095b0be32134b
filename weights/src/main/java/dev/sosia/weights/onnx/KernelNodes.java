package dev.sosia.weights.onnx;

import dev.sosia.engine.backend.Program;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.kernel.AdamStep;
import dev.sosia.engine.kernel.ArgReduce;
import dev.sosia.engine.kernel.AxisMap2d;
import dev.sosia.engine.kernel.Binary;
import dev.sosia.engine.kernel.ChannelNorm;
import dev.sosia.engine.kernel.ChannelNormGrad;
import dev.sosia.engine.kernel.Conv2d;
import dev.sosia.engine.kernel.Conv2dInputGrad;
import dev.sosia.engine.kernel.Conv2dWeightGrad;
import dev.sosia.engine.kernel.Copy;
import dev.sosia.engine.kernel.CumSum;
import dev.sosia.engine.kernel.Fill;
import dev.sosia.engine.kernel.Gather;
import dev.sosia.engine.kernel.Kernel;
import dev.sosia.engine.kernel.MatMul;
import dev.sosia.engine.kernel.MaxPool2d;
import dev.sosia.engine.kernel.Reduce;
import dev.sosia.engine.kernel.ScatterAdd;
import dev.sosia.engine.kernel.SgdStep;
import dev.sosia.engine.kernel.Softmax;
import dev.sosia.engine.kernel.Unary;
import dev.sosia.engine.kernel.Where;
import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One recorded step after the other as nodes of a graph.
final class KernelNodes {
  private final ModelGraph graph;
  private final ValueTable values;

  KernelNodes(ModelGraph graph, ValueTable values) {
    this.graph = graph;
    this.values = values;
  }

  /// Adds the nodes of one step, and puts its first result into the table of values.
  void add(Program.Step step) {
    Program.View out = step.outputs().getFirst();
    if (step.kernel() instanceof Fill fill) {
      values.fill(out, fill.value(), step.path());
      return;
    }
    List<String> in = new ArrayList<>();
    step.inputs().forEach(view -> in.add(values.read(view, step.path())));
    values.write(out, result(step, in));
  }

  private String result(Program.Step step, List<String> in) {
    String path = step.path();
    String x = in.getFirst();
    TensorType type = values.type(step.inputs().getFirst());
    ElementNodes elements = new ElementNodes(graph, path, type.dtype());
    PlaneNodes planes = new PlaneNodes(graph, path);
    return switch (step.kernel()) {
      case Copy copy ->
          copy.to() == type.dtype()
              ? x
              : node(step, "Cast", in, Attribute.integer("to", Numbers.code(copy.to())));
      case Unary unary -> elements.unary(unary, x);
      case Binary binary -> elements.binary(binary, x, in.get(1));
      case Where _ -> node(step, "Where", in);
      case Reduce reduce -> reduce(step, reduce, x);
      case ArgReduce(boolean largest, int dim) ->
          node(step, largest ? "ArgMax" : "ArgMin", in, Attribute.integer("axis", dim));
      case CumSum(int dim, boolean reverse) ->
          node(
              step,
              "CumSum",
              List.of(x, graph.longs(dim)),
              Attribute.integer("reverse", reverse ? 1 : 0));
      case Softmax(int dim, boolean log) ->
          node(step, log ? "LogSoftmax" : "Softmax", in, Attribute.integer("axis", dim));
      case MatMul _ -> node(step, "MatMul", in);
      case Conv2d conv -> planes.conv(conv, in, shape(step, 1));
      case Conv2dInputGrad conv -> planes.convTranspose(conv, in, type.shape(), shape(step, 1));
      case ChannelNorm norm -> norm(step, norm, in, type);
      case AxisMap2d map -> planes.map(map, x, type.dtype());
      case MaxPool2d pool -> planes.maxPool(pool, x);
      case Gather(int dim) -> node(step, "GatherElements", in, Attribute.integer("axis", dim));
      case ScatterAdd(int dim) ->
          node(
              step,
              "ScatterElements",
              in,
              Attribute.integer("axis", dim),
              Attribute.text("reduction", "add"));
      case Fill _, Conv2dWeightGrad _, ChannelNormGrad _, SgdStep _, AdamStep _ ->
          throw refused(step);
    };
  }

  private String reduce(Program.Step step, Reduce kernel, String x) {
    if (kernel.dims().isEmpty()) {
      return x;
    }
    long[] axes = kernel.dims().stream().mapToLong(Integer::longValue).toArray();
    return switch (kernel.kind()) {
      case SUM -> node(step, "ReduceSum", List.of(x, graph.longs(axes)));
      case MAX -> node(step, "ReduceMax", List.of(x), Attribute.integers("axes", axes));
      case MIN -> node(step, "ReduceMin", List.of(x), Attribute.integers("axes", axes));
    };
  }

  private String norm(Program.Step step, ChannelNorm kernel, List<String> in, TensorType x) {
    if (kernel.over() == ChannelNorm.Over.BATCH) {
      throw refused(step);
    }
    List<String> inputs = in;
    if (in.size() == 1) {
      TensorType parameter = new TensorType(x.dtype(), Shape.of(x.shape().dim(1)));
      inputs = List.of(in.getFirst(), all(parameter, 1), all(parameter, 0));
    }
    return node(step, "InstanceNormalization", inputs, Attribute.real("epsilon", kernel.eps()));
  }

  private String all(TensorType type, double value) {
    double[] numbers = new double[type.shape().dim(0)];
    Arrays.fill(numbers, value);
    String name = value == 0 ? "zeros" : "ones";
    return graph.constant(name, type, Numbers.of(type.dtype(), numbers));
  }

  private String node(
      Program.Step step, String operator, List<String> inputs, Message... attributes) {
    return graph.node(operator, step.path(), inputs, attributes);
  }

  private static Shape shape(Program.Step step, int input) {
    return step.inputs().get(input).shape();
  }

  private static InputException refused(Program.Step step) {
    Kernel kernel = step.kernel();
    return new InputException(
        "this network cannot be written as ONNX: "
            + kernel.name()
            + (step.path().isEmpty() ? "" : " at " + step.path())
            + " is a step of training; switch the network to inference");
  }
}
