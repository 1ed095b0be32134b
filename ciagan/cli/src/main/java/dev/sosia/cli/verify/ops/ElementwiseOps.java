package dev.sosia.cli.verify.ops;

import dev.sosia.cli.verify.harness.Fields;
import dev.sosia.engine.op.Elementwise;
import dev.sosia.engine.tensor.Tensor;

/// Operations element by element.
final class ElementwiseOps {
  private ElementwiseOps() {}

  static void addTo(OpTable t) {
    t.ofOne("relu", Elementwise::relu);
    t.ofOne("sigmoid", Elementwise::sigmoid);
    t.ofOne("tanh", Elementwise::tanh);
    t.ofOne("exp", Elementwise::exp);
    t.ofOne("log", Elementwise::log);
    t.ofOne("sqrt", Elementwise::sqrt);
    t.ofOne("abs", Elementwise::abs);
    t.ofOne("square", Elementwise::square);
    t.ofOne("neg", Elementwise::neg);
    t.ofOne("reciprocal", Elementwise::reciprocal);
    t.ofOne("rsqrt", Elementwise::rsqrt);
    t.ofOne("hardswish", Elementwise::hardswish);
    t.ofOne("relu6", Elementwise::relu6);
    t.ofOne("silu", Elementwise::silu);
    t.single(
        "leaky_relu",
        (in, at) -> Elementwise.leakyRelu(in.tensor("input"), at.number("negative_slope")));
    t.single(
        "softplus",
        (in, at) ->
            Elementwise.softplus(in.tensor("input"), at.number("beta"), at.number("threshold")));
    t.single("gelu", (in, at) -> Elementwise.gelu(in.tensor("input"), byTanh(at)));
    t.single("prelu", (in, _) -> Elementwise.prelu(in.tensor("input"), in.tensor("weight")));
    t.single("pow", ElementwiseOps::pow);
    t.single("clamp", ElementwiseOps::clamp);

    t.single("add", (in, at) -> add(in, at, 1));
    t.single("sub", (in, at) -> add(in, at, -1));
    t.ofTwo("mul", Elementwise::mul);
    t.ofTwo("div", Elementwise::div);
    t.ofTwo("maximum", Elementwise::maximum);
    t.ofTwo("minimum", Elementwise::minimum);
    t.single(
        "where",
        (in, _) ->
            Elementwise.where(in.tensor("condition"), in.tensor("input"), in.tensor("other")));
    t.single(
        "masked_fill",
        (in, at) ->
            Elementwise.maskedFill(in.tensor("input"), in.tensor("mask"), at.number("value")));
  }

  private static boolean byTanh(Fields at) {
    return switch (at.text("approximate")) {
      case "none" -> false;
      case "tanh" -> true;
      default -> throw at.error("approximate", "none or tanh");
    };
  }

  private static Tensor pow(OpInputs in, Fields at) {
    return in.has("exponent")
        ? Elementwise.pow(in.tensor("input"), in.tensor("exponent"))
        : Elementwise.pow(in.tensor("input"), at.number("exponent"));
  }

  private static Tensor clamp(OpInputs in, Fields at) {
    double low = at.raw("min") == null ? Double.NEGATIVE_INFINITY : at.number("min");
    double high = at.raw("max") == null ? Double.POSITIVE_INFINITY : at.number("max");
    return Elementwise.clamp(in.tensor("input"), low, high);
  }

  private static Tensor add(OpInputs in, Fields at, int sign) {
    Tensor x = in.tensor("input");
    Tensor other = in.tensor("other");
    if (at.has("alpha")) {
      return Elementwise.add(x, other, sign * at.number("alpha"));
    }
    return sign > 0 ? Elementwise.add(x, other) : Elementwise.sub(x, other);
  }
}
