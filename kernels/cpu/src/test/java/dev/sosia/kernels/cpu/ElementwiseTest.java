package dev.sosia.kernels.cpu;

import static dev.sosia.engine.type.DType.BOOL;
import static dev.sosia.engine.type.DType.F32;

import dev.sosia.engine.backend.Operand;
import dev.sosia.engine.kernel.Binary;
import dev.sosia.engine.kernel.Unary;
import dev.sosia.engine.kernel.Where;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import dev.sosia.kernels.cpu.Placement.Layout;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ElementwiseTest {
  static final List<String> LEVELS = Levels.NAMES;

  private static final double[] SPECIAL = {
    0,
    -0.0,
    1,
    -1,
    0.5,
    -0.5,
    0.3,
    2,
    3,
    -3,
    10,
    -10,
    87,
    -87,
    88.5,
    -88.5,
    90,
    -90,
    100,
    -100,
    104,
    -104,
    1e-20,
    -1e-20,
    1e-42,
    -1e-42,
    1e20,
    -1e20,
    3.4e38,
    -3.4e38,
    0.624,
    0.626,
    20,
    21,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };

  /// Special values, then a dense sweep: 7 x 127 elements.
  private static Values sweep() {
    return Values.of(
        F32,
        Shape.of(7, 127),
        i -> i < SPECIAL.length ? (float) SPECIAL[i] : (float) ((i - 460) / 40.0));
  }

  private static double unary(Unary k, double x) {
    double a = k.a();
    double b = k.b();
    return switch (k.function()) {
      case NEG -> -x;
      case ABS -> Math.abs(x);
      case SIGN -> Math.signum(x);
      case EXP -> Math.exp(x);
      case LOG -> Math.log(x);
      case SQRT -> Math.sqrt(x);
      case RSQRT -> x == 0 ? 1 / x : 1 / Math.sqrt(x);
      case RECIPROCAL -> 1 / x;
      case SQUARE -> x * x;
      case TANH -> Math.tanh(x);
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case ERF -> Oracle.erf(x);
      case RELU -> x <= 0 ? 0 : x;
      case LEAKY_RELU -> x > 0 ? x : a * x;
      case SOFTPLUS -> x * a > b ? x : Math.log1p(Math.exp(x * a)) / a;
      case CLAMP -> Math.min(Math.max(x, a), b);
      case POW -> Oracle.pow(x, a);
      case ADD -> x + a;
      case MUL -> x * a;
    };
  }

  /// Checks each element to a few units in the last place of a float.
  private static void checkUlps(KernelCheck check, Unary k, Values x, double ulps) {
    for (Layout in : Layout.values()) {
      Values y = KernelCheck.run(check.backend(), k, List.of(x), in, Layout.DENSE).getFirst();
      for (int i = 0; i < x.v().length; i++) {
        double exact = unary(k, x.v()[i]);
        double e = (float) exact;
        double f = y.v()[i];
        boolean good =
            Double.isFinite(e)
                ? Math.abs(f - exact) <= ulps * Math.ulp((float) exact)
                : Double.compare(e, f) == 0;
        if (!good) {
          throw new AssertionError(k + " of " + x.v()[i] + " is " + f + ", expected " + e);
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("LEVELS")
  void unaryFunctionsAreAccurateToTheLastBits(String level) {
    try (KernelCheck check = new KernelCheck(level)) {
      for (Unary.Function f : Unary.Function.values()) {
        Unary k =
            switch (f) {
              case LEAKY_RELU -> Unary.of(f, 0.25);
              case SOFTPLUS -> new Unary(f, 2, 20);
              case CLAMP -> new Unary(f, -0.75, 1.5);
              case POW -> Unary.of(f, 3);
              case ADD, MUL -> Unary.of(f, 1.5);
              default -> Unary.of(f);
            };
        checkUlps(check, k, sweep(), 2.0);
      }
      checkUlps(check, new Unary(Unary.Function.CLAMP, 2, 1), sweep(), 0);
      checkUlps(
          check,
          new Unary(Unary.Function.CLAMP, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
          sweep(),
          0);
    }
  }

  @ParameterizedTest
  @FieldSource("LEVELS")
  void strideAndThreadsChangeNothing(String level) {
    try (KernelCheck check = new KernelCheck(level)) {
      for (int n : new int[] {0, 1, 7, 31, 33, 127, 70_000}) {
        Values x = Values.random(n, n);
        check.exact(Unary.of(Unary.Function.MUL, 0.5), List.of(x), map(x, v -> (float) (v * 0.5)));
      }
      Values x = Values.random(5, 2, 3, 1, 5, 7, 2);
      check.exact(Unary.of(Unary.Function.RELU), List.of(x), map(x, v -> v <= 0 ? 0 : v));
    }
  }

  private static double[] map(Values x, DoubleUnaryOperator f) {
    return java.util.Arrays.stream(x.v()).map(f).toArray();
  }

  private static DoubleBinaryOperator binary(Binary k) {
    double a = k.a();
    return switch (k.function()) {
      case ADD -> (x, y) -> x + a * y;
      case MUL -> (x, y) -> x * y;
      case DIV -> (x, y) -> x / y;
      case MAXIMUM -> Math::max;
      case MINIMUM -> Math::min;
      case POW -> Oracle::pow;
      case RELU_GRAD -> (x, y) -> y <= 0 ? 0 : x;
      case LEAKY_RELU_GRAD -> (x, y) -> y > 0 ? x : a * x;
      case EQ -> (x, y) -> x == y ? 1 : 0;
      case NE -> (x, y) -> x != y ? 1 : 0;
      case LT -> (x, y) -> x < y ? 1 : 0;
      case LE -> (x, y) -> x <= y ? 1 : 0;
      case GT -> (x, y) -> x > y ? 1 : 0;
      case GE -> (x, y) -> x >= y ? 1 : 0;
    };
  }

  @ParameterizedTest
  @FieldSource("LEVELS")
  void binaryFunctionsBroadcast(String level) {
    Values[][] pairs = {
      {Values.random(1, 3, 1, 33), Values.random(2, 5, 1)},
      {Values.random(3, 2, 3, 1, 1), Values.random(4, 2, 3, 7, 31)},
      {Values.random(5), Values.random(6, 127)},
      {Values.random(7, 17_000), Values.random(8, 17_000)},
      {Values.random(9, 0, 3), Values.random(10, 1, 3)},
      {special(0), special(1)},
    };
    try (KernelCheck check = new KernelCheck(level)) {
      for (Values[] p : pairs) {
        for (Binary.Function f : Binary.Function.values()) {
          double a = f == Binary.Function.ADD ? 1 : f == Binary.Function.LEAKY_RELU_GRAD ? 0.25 : 0;
          Binary k = new Binary(f, a);
          double[] expected = Oracle.broadcast(p[0], p[1], binary(k));
          for (int i = 0; i < expected.length; i++) {
            expected[i] = (float) expected[i];
          }
          check.within(0, 2e-7, k, List.of(p[0], p[1]), expected);
        }
      }
    }
  }

  /// All pairs of a few values with NaN and infinities: left or right side.
  private static Values special(int side) {
    double[] v = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, 1, -1, 2};
    return Values.of(F32, Shape.of(7, 7), i -> v[side == 0 ? i / 7 : i % 7]);
  }

  @ParameterizedTest
  @FieldSource("LEVELS")
  void comparisonsTakeEveryType(String level) {
    try (KernelCheck check = new KernelCheck(level)) {
      for (DType t : DType.values()) {
        Values x = Values.of(t, Shape.of(31), i -> t == BOOL ? i % 2 : i % 5);
        Values y = Values.of(t, Shape.of(31), i -> t == BOOL ? i / 2 % 2 : i % 3);
        for (Binary.Function f : Binary.Function.values()) {
          if (f.isComparison()) {
            Binary k = Binary.of(f);
            check.exact(k, List.of(x, y), Oracle.broadcast(x, y, binary(k)));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("LEVELS")
  void whereLooksOnlyAtTheBranchTaken(String level) {
    Values c = Values.of(BOOL, Shape.of(3, 1, 31), i -> i % 3 == 0 ? 1 : 0);
    Values x0 = Values.random(1, 5, 31);
    Values x1 = Values.of(F32, Shape.of(1), _ -> Double.NaN);
    double[] expected = new double[3 * 5 * 31];
    for (int i = 0; i < expected.length; i++) {
      boolean taken = c.at(i / 155, 0, i % 31) != 0;
      expected[i] = taken ? x0.v()[i % 155] : Double.NaN;
    }
    try (KernelCheck check = new KernelCheck(level)) {
      check.exact(new Where(), List.of(c, x0, x1), expected);
    }
  }

  @ParameterizedTest
  @FieldSource("LEVELS")
  void anInputMayRepeatByStrideZero(String level) {
    try (KernelCheck check = new KernelCheck(level)) {
      Values x = Values.random(3, 7, 1);
      Placement from = new Placement(check.backend(), x, Layout.GAPS);
      Placement to = new Placement(check.backend(), TensorType.of(F32, 7, 33), Layout.REVERSED);
      Operand repeated = from.operand().broadcastTo(Shape.of(7, 33));
      check
          .backend()
          .execute(Unary.of(Unary.Function.NEG), List.of(repeated), List.of(to.operand()));
      double[] expected = new double[7 * 33];
      for (int i = 0; i < expected.length; i++) {
        expected[i] = -x.v()[i / 33];
      }
      KernelCheck.compare("repeated", to.values().v(), expected, 0, 0);
      from.release();
      to.release();
    }
  }
}
