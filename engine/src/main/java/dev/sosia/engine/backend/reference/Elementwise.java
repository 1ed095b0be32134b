package dev.sosia.engine.backend.reference;

import dev.sosia.engine.backend.Operand;
import dev.sosia.engine.kernel.Binary;
import dev.sosia.engine.kernel.Unary;
import dev.sosia.engine.type.Shape;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/// Kernels that treat every element alone.
final class Elementwise {
  private final Parallel parallel;

  Elementwise(Parallel parallel) {
    this.parallel = parallel;
  }

  void unary(Unary kernel, Operand x, Operand y) {
    double[] v = Elements.load(x);
    DoubleUnaryOperator f = function(kernel);
    parallel.over(
        v.length,
        20,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            v[i] = f.applyAsDouble(v[i]);
          }
        });
    Elements.store(v, y);
  }

  private static DoubleUnaryOperator function(Unary kernel) {
    double a = kernel.a();
    double b = kernel.b();
    return switch (kernel.function()) {
      case NEG -> x -> -x;
      case ABS -> Math::abs;
      case SIGN -> Math::signum;
      case EXP -> Math::exp;
      case LOG -> Math::log;
      case SQRT -> Math::sqrt;
      case RSQRT -> x -> x == 0 ? 1 / x : 1 / Math.sqrt(x);
      case RECIPROCAL -> x -> 1 / x;
      case SQUARE -> x -> x * x;
      case TANH -> Math::tanh;
      case SIGMOID -> Elementwise::sigmoid;
      case ERF -> Erf::of;
      case RELU -> x -> x <= 0 ? 0 : x;
      case LEAKY_RELU -> x -> x > 0 ? x : a * x;
      case SOFTPLUS -> x -> x * a > b ? x : Math.log1p(Math.exp(x * a)) / a;
      case CLAMP -> x -> Math.min(Math.max(x, a), b);
      case POW -> x -> power(x, a);
      case ADD -> x -> x + a;
      case MUL -> x -> x * a;
    };
  }

  private static double sigmoid(double x) {
    if (x >= 0) {
      return 1 / (1 + Math.exp(-x));
    }
    double e = Math.exp(x);
    return e / (1 + e);
  }

  /// IEEE 754 pow: unlike Java's, 1 to any power is 1, and (-1) to an infinite power too.
  private static double power(double x, double exponent) {
    if (x == 1 || (x == -1 && Double.isInfinite(exponent))) {
      return 1;
    }
    return Math.pow(x, exponent);
  }

  void binary(Binary kernel, Operand x0, Operand x1, Operand y) {
    Shape shape = y.shape();
    if (kernel.function().isComparison() && !x0.dtype().isFloating()) {
      compareLongs(kernel.function(), x0.broadcastTo(shape), x1.broadcastTo(shape), y);
      return;
    }
    double[] p = Elements.load(x0.broadcastTo(shape));
    double[] q = Elements.load(x1.broadcastTo(shape));
    DoubleBinaryOperator f = function(kernel);
    parallel.over(
        p.length,
        10,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            p[i] = f.applyAsDouble(p[i], q[i]);
          }
        });
    Elements.store(p, y);
  }

  private static DoubleBinaryOperator function(Binary kernel) {
    double a = kernel.a();
    return switch (kernel.function()) {
      case ADD -> a == 1 ? Double::sum : (x, y) -> x + a * y;
      case MUL -> (x, y) -> x * y;
      case DIV -> (x, y) -> x / y;
      case MAXIMUM -> Math::max;
      case MINIMUM -> Math::min;
      case POW -> Elementwise::power;
      case RELU_GRAD -> (dy, x) -> x <= 0 ? 0 : dy;
      case LEAKY_RELU_GRAD -> (dy, x) -> x > 0 ? dy : a * dy;
      case EQ -> (x, y) -> x == y ? 1 : 0;
      case NE -> (x, y) -> x != y ? 1 : 0;
      case LT -> (x, y) -> x < y ? 1 : 0;
      case LE -> (x, y) -> x <= y ? 1 : 0;
      case GT -> (x, y) -> x > y ? 1 : 0;
      case GE -> (x, y) -> x >= y ? 1 : 0;
    };
  }

  private static void compareLongs(Binary.Function f, Operand x0, Operand x1, Operand y) {
    long[] p = Elements.loadLongs(x0);
    long[] q = Elements.loadLongs(x1);
    for (int i = 0; i < p.length; i++) {
      int order = Long.compare(p[i], q[i]);
      boolean holds =
          switch (f) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            case GE -> order >= 0;
            default -> throw new IllegalStateException("not a comparison: " + f);
          };
      p[i] = holds ? 1 : 0;
    }
    Elements.storeLongs(p, y);
  }

  void where(Operand condition, Operand x0, Operand x1, Operand y) {
    long[] c = Elements.loadLongs(condition.broadcastTo(y.shape()));
    double[] p = Elements.load(x0.broadcastTo(y.shape()));
    double[] q = Elements.load(x1.broadcastTo(y.shape()));
    for (int i = 0; i < p.length; i++) {
      p[i] = c[i] != 0 ? p[i] : q[i];
    }
    Elements.store(p, y);
  }

  void copy(Operand x, Operand y) {
    if (!x.dtype().isFloating() && !y.dtype().isFloating()) {
      Elements.storeLongs(Elements.loadLongs(x), y);
    } else {
      Elements.store(Elements.load(x), y);
    }
  }

  void fill(double value, Operand y) {
    int n = Math.toIntExact(y.shape().numel());
    if (y.dtype().isFloating()) {
      double[] v = new double[n];
      java.util.Arrays.fill(v, value);
      Elements.store(v, y);
    } else {
      long[] v = new long[n];
      java.util.Arrays.fill(v, (long) value);
      Elements.storeLongs(v, y);
    }
  }
}
