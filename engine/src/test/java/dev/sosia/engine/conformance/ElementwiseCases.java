package dev.sosia.engine.conformance;

import static dev.sosia.engine.conformance.Tolerance.EXACT;
import static dev.sosia.engine.conformance.Tolerance.FUNCTION;
import static dev.sosia.engine.conformance.Tolerance.ROUNDED;
import static dev.sosia.engine.conformance.Tolerance.steps;

import dev.sosia.engine.op.Elementwise;
import dev.sosia.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/// Cases of [Elementwise].
final class ElementwiseCases {
  private static final int[] SIZES = {0, 1, 7, 31, 33, 127};

  private final List<OpCase> cases = new ArrayList<>();

  private ElementwiseCases() {}

  static List<OpCase> all() {
    var c = new ElementwiseCases();
    c.functions();
    c.bends();
    c.pairs();
    c.comparisons();
    return c.cases;
  }

  /// One function at many sizes, at a rank above 1, and on a large tensor.
  private void unary(String name, Tolerance t, Values values, UnaryOperator<Tensor> f) {
    for (int n : SIZES) {
      cases.add(
          OpCase.of(name + " of " + n, x -> f.apply(x.getFirst())).input(values, n).within(t));
    }
    cases.add(
        OpCase.of(name + " of 3x5x7", x -> f.apply(x.getFirst())).input(values, 3, 5, 7).within(t));
    cases.add(OpCase.of(name + " of a number", x -> f.apply(x.getFirst())).input(values).within(t));
    cases.add(
        OpCase.of(name + " of 50021", x -> f.apply(x.getFirst()))
            .input(values, 50_021)
            .once()
            .large()
            .within(t));
  }

  private void special(String name, Tolerance t, Values values, UnaryOperator<Tensor> f) {
    cases.add(
        OpCase.of(name + " of special values", x -> f.apply(x.getFirst()))
            .input(values, 41)
            .forwardOnly()
            .within(t));
  }

  private void everywhere(String name, Tolerance t, Values values, UnaryOperator<Tensor> f) {
    unary(name, t, values, f);
    special(name, t, Values.special(), f);
  }

  private void functions() {
    Values any = Values.normal();
    Values positive = Values.between(0.1, 4);
    Values nonZero = Values.awayFrom(0);
    everywhere("neg", EXACT, any, Elementwise::neg);
    everywhere("exp", FUNCTION, any, Elementwise::exp);
    everywhere("log", FUNCTION, positive, Elementwise::log);
    everywhere("sqrt", ROUNDED, positive, Elementwise::sqrt);
    everywhere("rsqrt", FUNCTION, Values.between(0.5, 4), Elementwise::rsqrt);
    everywhere("reciprocal", FUNCTION, Values.between(0.5, 4), Elementwise::reciprocal);
    everywhere("square", ROUNDED, any, Elementwise::square);
    everywhere("tanh", FUNCTION, any, Elementwise::tanh);
    everywhere("sigmoid", FUNCTION, any, Elementwise::sigmoid);
    everywhere("erf", FUNCTION, any, Elementwise::erf);
    everywhere("softplus", FUNCTION, any, x -> Elementwise.softplus(x, 1, 20));
    everywhere("softplus 2", FUNCTION, any, x -> Elementwise.softplus(x, 2, 20));
    everywhere("silu", steps(3), any, Elementwise::silu);
    everywhere("gelu", steps(4), any, x -> Elementwise.gelu(x, false));
    everywhere("gelu by tanh", steps(8), any, x -> Elementwise.gelu(x, true));
    everywhere("pow 3", FUNCTION, any, x -> Elementwise.pow(x, 3));
    everywhere("pow -1.5", FUNCTION, Values.between(0.5, 3), x -> Elementwise.pow(x, -1.5));
    everywhere("pow 0", FUNCTION, any, x -> Elementwise.pow(x, 0));
    everywhere("pow 2", FUNCTION, nonZero, x -> Elementwise.pow(x, 2));
    everywhere("scale", ROUNDED, any, x -> Elementwise.scale(x, 0.3f));
    everywhere("shift", ROUNDED, any, x -> Elementwise.shift(x, -0.7f));
  }

  private void bends() {
    everywhere("abs", EXACT, Values.awayFrom(0), Elementwise::abs);
    everywhere("sign", EXACT, Values.awayFrom(0), Elementwise::sign);
    everywhere("relu", EXACT, Values.awayFrom(0), Elementwise::relu);
    everywhere("leaky_relu", ROUNDED, Values.awayFrom(0), x -> Elementwise.leakyRelu(x, 0.2f));
    unary("hardswish", steps(3), Values.awayFrom(-3, 3), Elementwise::hardswish);
    special("hardswish", steps(3), Values.moderatelySpecial(), Elementwise::hardswish);
    everywhere("relu6", EXACT, Values.awayFrom(0, 6), Elementwise::relu6);
    everywhere("clamp", EXACT, Values.awayFrom(-0.5, 1), x -> Elementwise.clamp(x, -0.5, 1));
    everywhere(
        "clamp below",
        EXACT,
        Values.awayFrom(-0.5),
        x -> Elementwise.clamp(x, -0.5, Double.POSITIVE_INFINITY));
    atBend("abs at 0", EXACT, Values.of(0, 1), Elementwise::abs);
    atBend("relu at 0", EXACT, Values.of(0, -0.0, 1), Elementwise::relu);
    atBend("clamp on its bounds", EXACT, Values.of(0, 1, 2), x -> Elementwise.clamp(x, 0, 1));
    atBend("relu6 on its bounds", EXACT, Values.of(0, 6, 3), Elementwise::relu6);
    atBend("hardswish on its bounds", steps(3), Values.of(-3, 3, 0), Elementwise::hardswish);
    atBend("leaky_relu at 0", ROUNDED, Values.of(0, 1), x -> Elementwise.leakyRelu(x, 0.2f));
    for (int weights : new int[] {1, 5}) {
      cases.add(
          OpCase.of("prelu of " + weights, x -> Elementwise.prelu(x.get(0), x.get(1)))
              .input(Values.awayFrom(0), 3, 5, 7)
              .input(Values.between(0.1, 0.4), weights)
              .within(ROUNDED));
    }
  }

  /// Where a function bends: a gradient is chosen there, which finite differences cannot find.
  private void atBend(String name, Tolerance t, Values values, UnaryOperator<Tensor> f) {
    cases.add(OpCase.of(name, x -> f.apply(x.getFirst())).input(values, 7).bend().within(t));
  }

  /// One function of two inputs, broadcast in several ways.
  private void binary(String name, Tolerance t, Values a, Values b, BinaryOperator<Tensor> f) {
    for (int n : SIZES) {
      cases.add(pair(name + " of " + n, f).input(a, n).input(b, n).within(t));
    }
    cases.add(pair(name + " by rows", f).input(a, 5, 33).input(b, 33).within(t));
    cases.add(pair(name + " by columns", f).input(a, 5, 33).input(b, 5, 1).within(t));
    cases.add(pair(name + " outer", f).input(a, 7, 1).input(b, 1, 9).within(t));
    cases.add(pair(name + " per channel", f).input(a, 2, 3, 5, 7).input(b, 3, 1, 1).within(t));
    cases.add(pair(name + " by a number", f).input(a, 3, 7).input(b).within(t));
    cases.add(pair(name + " of a number", f).input(a).input(b, 3, 7).within(t));
    cases.add(pair(name + " both repeated", f).input(a, 2, 1, 7).input(b, 3, 1).within(t));
    cases.add(
        pair(name + " of special values", f)
            .input(Values.special(), 20, 1)
            .input(Values.special(), 1, 20)
            .forwardOnly()
            .within(t));
  }

  private static OpCase.Builder pair(String name, BinaryOperator<Tensor> f) {
    return OpCase.of(name, x -> f.apply(x.get(0), x.get(1)));
  }

  private void pairs() {
    Values any = Values.normal();
    Values positive = Values.between(0.5, 3);
    binary("add", ROUNDED, any, any, Elementwise::add);
    binary("add alpha", steps(2), any, any, (a, b) -> Elementwise.add(a, b, 0.25));
    binary("sub", ROUNDED, any, any, Elementwise::sub);
    binary("mul", ROUNDED, any, any, Elementwise::mul);
    binary("div", ROUNDED, any, positive, Elementwise::div);
    binary("maximum", EXACT, Values.distinct(), Values.of(0, 0.25), Elementwise::maximum);
    binary("minimum", EXACT, Values.distinct(), Values.of(0, 0.25), Elementwise::minimum);
    binary("pow", FUNCTION, positive, any, Elementwise::pow);
    cases.add(
        pair("maximum of equals", Elementwise::maximum)
            .input(Values.ties(), 33)
            .input(Values.of(0, 1), 33)
            .bend()
            .within(EXACT));
    cases.add(
        pair("pow of 0", Elementwise::pow)
            .input(Values.of(0), 4)
            .input(Values.of(1, 2, 3, 0), 4)
            .bend()
            .once()
            .within(FUNCTION));
    cases.add(
        OpCase.of("where", x -> Elementwise.where(x.get(0), x.get(1), x.get(2)))
            .mask(5, 1)
            .input(any, 33)
            .input(any, 2, 5, 1)
            .within(EXACT));
    cases.add(
        OpCase.of("where hides NaN", x -> Elementwise.where(x.get(0), x.get(1), x.get(2)))
            .mask(33)
            .constant(Values.special(), 33)
            .input(any, 33)
            .bend() // NaN has no slope
            .within(EXACT));
    cases.add(
        OpCase.of("masked_fill", x -> Elementwise.maskedFill(x.get(0), x.get(1), -7))
            .input(any, 3, 31)
            .mask(31)
            .within(EXACT));
  }

  private void comparison(String name, BinaryOperator<Tensor> f) {
    cases.add(
        pair(name, f)
            .constant(Values.ties(), 5, 1, 31)
            .constant(Values.ties(), 3, 1)
            .forwardOnly()
            .within(EXACT));
    cases.add(
        pair(name + " of special values", f)
            .constant(Values.special(), 20, 1)
            .constant(Values.special(), 20)
            .forwardOnly()
            .within(EXACT));
    cases.add(
        pair(name + " of integers", f)
            .index(Values.below(3), 33)
            .index(Values.below(3), 33)
            .forwardOnly()
            .within(EXACT));
  }

  private void comparisons() {
    comparison("eq", Elementwise::eq);
    comparison("ne", Elementwise::ne);
    comparison("lt", Elementwise::lt);
    comparison("le", Elementwise::le);
    comparison("gt", Elementwise::gt);
    comparison("ge", Elementwise::ge);
  }
}
