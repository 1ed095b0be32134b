package dev.sosia.weights.onnx;

import dev.sosia.engine.backend.Program;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.kernel.ArgReduce;
import dev.sosia.engine.kernel.Binary;
import dev.sosia.engine.kernel.ChannelNorm;
import dev.sosia.engine.kernel.Conv2d;
import dev.sosia.engine.kernel.Copy;
import dev.sosia.engine.kernel.Gather;
import dev.sosia.engine.kernel.Kernel;
import dev.sosia.engine.kernel.MatMul;
import dev.sosia.engine.kernel.Reduce;
import dev.sosia.engine.kernel.Softmax;
import dev.sosia.engine.kernel.Unary;
import dev.sosia.engine.kernel.Where;
import dev.sosia.engine.kernel.Window2d;
import dev.sosia.engine.type.Shape;
import dev.sosia.weights.onnx.OnnxGraph.Attribute;
import dev.sosia.weights.value.HostTensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Kernels that have an operator of their own in ONNX, or a few.
final class Operators {
  private final OnnxNodes nodes;

  Operators(OnnxNodes nodes) {
    this.nodes = nodes;
  }

  /// The result of a kernel.
  ///
  /// @throws InputException if ONNX has no operator for it
  String of(Kernel kernel, Program.Step step, String[] in) {
    String path = step.path();
    return switch (kernel) {
      case Conv2d(Window2d window) ->
          nodes.add("Conv", path, conv(window, step.inputs().get(1).shape()), in);
      case MatMul() -> nodes.add("MatMul", path, in);
      case Unary unary -> unary(unary, in[0], path);
      case Binary binary -> binary(binary, in[0], in[1], path);
      case Where() -> nodes.add("Where", path, in);
      case Softmax(int dim, boolean log) ->
          nodes.add(
              log ? "LogSoftmax" : "Softmax", path, Map.of("axis", new Attribute.Whole(dim)), in);
      case Reduce(Reduce.Kind kind, List<Integer> dims) -> reduce(kind, dims, in[0], path);
      case ArgReduce(boolean largest, int dim) ->
          nodes.add(
              largest ? "ArgMax" : "ArgMin", path, Map.of("axis", new Attribute.Whole(dim)), in);
      case Gather(int dim) ->
          nodes.add("GatherElements", path, Map.of("axis", new Attribute.Whole(dim)), in);
      case Copy(var to) ->
          nodes.add(
              "Cast", path, Map.of("to", new Attribute.Whole(OnnxWriter.elementType(to))), in);
      default -> throw unsupported(kernel.name(), path);
    };
  }

  private static InputException unsupported(String what, String path) {
    return new InputException(
        what
            + ProgramTranslator.at(path)
            + " has no operator in ONNX; is the network in training?");
  }

  private static Map<String, Attribute> conv(Window2d w, Shape weight) {
    return Map.of(
        "kernel_shape", Planes.ints(weight.dim(2), weight.dim(3)),
        "strides", Planes.ints(w.strideH(), w.strideW()),
        "pads", Planes.ints(w.padH(), w.padW(), w.padH(), w.padW()),
        "dilations", Planes.ints(w.dilationH(), w.dilationW()),
        "group", new Attribute.Whole(w.groups()));
  }

  /// Instance normalisation; batch normalisation with the batch's statistics is training.
  String norm(ChannelNorm norm, Program.Step step, String[] in) {
    String path = step.path();
    Shape x = step.inputs().getFirst().shape();
    if (norm.over() != ChannelNorm.Over.SAMPLE || x.rank() < 3) {
      throw unsupported(norm.name() + " of " + x, path);
    }
    Map<String, Attribute> eps = Map.of("epsilon", new Attribute.Real((float) norm.eps()));
    if (in.length == 3) {
      return nodes.add("InstanceNormalization", path, eps, in);
    }
    float[] ones = new float[x.dim(1)];
    Arrays.fill(ones, 1);
    Shape channels = Shape.of(ones.length);
    String weight = nodes.weight(path, HostTensor.ofFloats(channels, ones));
    String bias = nodes.weight(path, HostTensor.ofFloats(channels, new float[ones.length]));
    return nodes.add("InstanceNormalization", path, eps, in[0], weight, bias);
  }

  private String reduce(Reduce.Kind kind, List<Integer> dims, String x, String path) {
    List<Long> axes = dims.stream().map(d -> (long) d).toList();
    if (axes.isEmpty()) {
      return x;
    }
    return switch (kind) {
      case SUM -> nodes.add("ReduceSum", path, x, nodes.numbers(path, axes));
      case MAX -> nodes.add("ReduceMax", path, Map.of("axes", new Attribute.Wholes(axes)), x);
      case MIN -> nodes.add("ReduceMin", path, Map.of("axes", new Attribute.Wholes(axes)), x);
    };
  }

  private String unary(Unary f, String x, String path) {
    return switch (f.function()) {
      case NEG -> nodes.add("Neg", path, x);
      case ABS -> nodes.add("Abs", path, x);
      case SIGN -> nodes.add("Sign", path, x);
      case EXP -> nodes.add("Exp", path, x);
      case LOG -> nodes.add("Log", path, x);
      case SQRT -> nodes.add("Sqrt", path, x);
      case RSQRT -> nodes.add("Reciprocal", path, nodes.add("Sqrt", path, x));
      case RECIPROCAL -> nodes.add("Reciprocal", path, x);
      case SQUARE -> nodes.add("Mul", path, x, x);
      case TANH -> nodes.add("Tanh", path, x);
      case SIGMOID -> nodes.add("Sigmoid", path, x);
      case ERF -> nodes.add("Erf", path, x);
      case RELU -> nodes.add("Relu", path, x);
      case LEAKY_RELU ->
          nodes.add("LeakyRelu", path, Map.of("alpha", new Attribute.Real((float) f.a())), x);
      case SOFTPLUS -> {
        String scaled = nodes.add("Mul", path, x, nodes.number(path, f.a()));
        String soft = nodes.add("Softplus", path, scaled);
        yield nodes.add("Div", path, soft, nodes.number(path, f.a()));
      }
      case CLAMP -> {
        String low = nodes.number(path, f.a());
        yield nodes.add("Clip", path, x, low, nodes.number(path, f.b()));
      }
      case POW -> nodes.add("Pow", path, x, nodes.number(path, f.a()));
      case ADD -> nodes.add("Add", path, x, nodes.number(path, f.a()));
      case MUL -> nodes.add("Mul", path, x, nodes.number(path, f.a()));
    };
  }

  private String binary(Binary f, String x0, String x1, String path) {
    return switch (f.function()) {
      case ADD -> {
        if (f.a() == 1 || f.a() == -1) {
          yield nodes.add(f.a() == 1 ? "Add" : "Sub", path, x0, x1);
        }
        String scaled = nodes.add("Mul", path, x1, nodes.number(path, f.a()));
        yield nodes.add("Add", path, x0, scaled);
      }
      case MUL -> nodes.add("Mul", path, x0, x1);
      case DIV -> nodes.add("Div", path, x0, x1);
      case MAXIMUM -> nodes.add("Max", path, x0, x1);
      case MINIMUM -> nodes.add("Min", path, x0, x1);
      case POW -> nodes.add("Pow", path, x0, x1);
      case EQ -> nodes.add("Equal", path, x0, x1);
      case NE -> nodes.add("Not", path, nodes.add("Equal", path, x0, x1));
      case LT -> nodes.add("Less", path, x0, x1);
      case LE -> nodes.add("LessOrEqual", path, x0, x1);
      case GT -> nodes.add("Greater", path, x0, x1);
      case GE -> nodes.add("GreaterOrEqual", path, x0, x1);
      case RELU_GRAD, LEAKY_RELU_GRAD -> throw unsupported(f.name(), path);
    };
  }
}
