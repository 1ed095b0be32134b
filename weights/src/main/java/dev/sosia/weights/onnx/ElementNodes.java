package dev.sosia.weights.onnx;

import dev.sosia.engine.kernel.Binary;
import dev.sosia.engine.kernel.Unary;
import dev.sosia.engine.type.DType;
import java.util.List;

/// Kernels that go element by element as operators.
final class ElementNodes {
  private final ModelGraph graph;
  private final String path;
  private final DType dtype;

  /// Adds nodes to `graph` for layer `path`, which computes in `dtype`.
  ElementNodes(ModelGraph graph, String path, DType dtype) {
    this.graph = graph;
    this.path = path;
    this.dtype = dtype;
  }

  String unary(Unary kernel, String x) {
    return switch (kernel.function()) {
      case NEG -> node("Neg", x);
      case ABS -> node("Abs", x);
      case SIGN -> node("Sign", x);
      case EXP -> node("Exp", x);
      case LOG -> node("Log", x);
      case SQRT -> node("Sqrt", x);
      case RSQRT -> node("Reciprocal", node("Sqrt", x));
      case RECIPROCAL -> node("Reciprocal", x);
      case SQUARE -> node("Mul", x, x);
      case TANH -> node("Tanh", x);
      case SIGMOID -> node("Sigmoid", x);
      case ERF -> node("Erf", x);
      case RELU -> node("Relu", x);
      case LEAKY_RELU ->
          graph.node("LeakyRelu", path, List.of(x), Attribute.real("alpha", kernel.a()));
      case SOFTPLUS -> softplus(x, kernel.a(), kernel.b());
      case CLAMP -> node("Clip", x, number(kernel.a()), number(kernel.b()));
      case POW -> node("Pow", x, number(kernel.a()));
      case ADD -> node("Add", x, number(kernel.a()));
      case MUL -> node("Mul", x, number(kernel.a()));
    };
  }

  private String softplus(String x, double a, double b) {
    String ax = node("Mul", x, number(a));
    String curve = node("Div", node("Softplus", ax), number(a));
    return node("Where", node("Greater", ax, number(b)), x, curve);
  }

  String binary(Binary kernel, String x0, String x1) {
    return switch (kernel.function()) {
      case ADD -> sum(x0, kernel.a(), x1);
      case MUL -> node("Mul", x0, x1);
      case DIV -> node("Div", x0, x1);
      case MAXIMUM -> node("Max", x0, x1);
      case MINIMUM -> node("Min", x0, x1);
      case POW -> node("Pow", x0, x1);
      case RELU_GRAD -> node("Where", node("LessOrEqual", x1, number(0)), number(0), x0);
      case LEAKY_RELU_GRAD ->
          node("Where", node("Greater", x1, number(0)), x0, node("Mul", x0, number(kernel.a())));
      case EQ -> node("Equal", x0, x1);
      case NE -> node("Not", node("Equal", x0, x1));
      case LT -> node("Less", x0, x1);
      case LE -> node("LessOrEqual", x0, x1);
      case GT -> node("Greater", x0, x1);
      case GE -> node("GreaterOrEqual", x0, x1);
    };
  }

  private String sum(String x0, double a, String x1) {
    if (a == 1) {
      return node("Add", x0, x1);
    }
    return a == -1 ? node("Sub", x0, x1) : node("Add", x0, node("Mul", x1, number(a)));
  }

  private String number(double value) {
    return graph.scalar(dtype, value);
  }

  private String node(String operator, String... inputs) {
    return graph.node(operator, path, List.of(inputs));
  }
}
