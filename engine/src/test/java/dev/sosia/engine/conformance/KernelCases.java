package dev.sosia.engine.conformance;

import static dev.sosia.engine.conformance.Tolerance.EXACT;
import static dev.sosia.engine.conformance.Tolerance.ROUNDED;
import static dev.sosia.engine.conformance.Tolerance.steps;
import static dev.sosia.engine.conformance.Tolerance.sums;

import dev.sosia.engine.kernel.AdamStep;
import dev.sosia.engine.kernel.ArgReduce;
import dev.sosia.engine.kernel.AxisMap2d;
import dev.sosia.engine.kernel.Binary;
import dev.sosia.engine.kernel.ChannelNorm;
import dev.sosia.engine.kernel.ChannelNormGrad;
import dev.sosia.engine.kernel.Copy;
import dev.sosia.engine.kernel.CumSum;
import dev.sosia.engine.kernel.Fill;
import dev.sosia.engine.kernel.Gather;
import dev.sosia.engine.kernel.Kernel;
import dev.sosia.engine.kernel.MaxPool2d;
import dev.sosia.engine.kernel.Reduce;
import dev.sosia.engine.kernel.SgdStep;
import dev.sosia.engine.kernel.Taps;
import dev.sosia.engine.kernel.Where;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/// What kernels can do and no operation asks for: other element types, states in place, attributes
/// at their ends.
final class KernelCases {
  private static final int[] SIZES = {1, 7, 31, 33, 127};

  private final List<KernelCase> cases = new ArrayList<>();

  private KernelCases() {}

  static List<KernelCase> all() {
    var c = new KernelCases();
    c.conversions();
    c.optimizers();
    c.lines();
    c.selection();
    c.planes();
    c.norms();
    return c.cases;
  }

  private static OpCase.Input input(DType dtype, Values values, int... dims) {
    return new OpCase.Input(dtype, Shape.of(dims), values, false);
  }

  private static OpCase.Input input(Values values, int... dims) {
    return input(DType.F32, values, dims);
  }

  private void add(String name, Tolerance t, Kernel kernel, OpCase.Input... inputs) {
    cases.add(new KernelCase(name, kernel, List.of(inputs), List.of(), true, t));
  }

  private void typed(String name, Kernel kernel, OpCase.Input... inputs) {
    cases.add(new KernelCase(name, kernel, List.of(inputs), List.of(), false, EXACT));
  }

  private void conversions() {
    for (DType from : DType.values()) {
      for (DType to : DType.values()) {
        Values values = from.isFloating() ? inRange(to) : integers(from, to);
        typed("copy " + from + " to " + to, new Copy(to), input(from, values, 3, 5, 7));
      }
      typed("gather " + from, new Gather(1), input(from, integers(from, from), 3, 7), indices(7));
      typed(
          "eq " + from,
          Binary.of(Binary.Function.EQ),
          input(from, Values.below(2), 5, 7),
          input(from, Values.below(2), 7));
    }
    for (DType to : List.of(DType.F64, DType.F16, DType.BF16, DType.BOOL)) {
      typed("copy special values to " + to, new Copy(to), input(Values.special(), 41));
    }
    typed(
        "copy ties to F16",
        new Copy(DType.F16),
        input(Values.of(1 + 0x1p-11, 1 + 3 * 0x1p-11, 0x1p-25, 65519, 65520, 0x1p-24), 12));
    typed(
        "copy ties to BF16",
        new Copy(DType.BF16),
        input(Values.of(1 + 0x1p-8, 1 + 3 * 0x1p-8, 1 + 0x1p-8 + 0x1p-20, -3.4e38), 12));
    for (DType dtype : DType.values()) {
      for (double value : new double[] {0, 1, 5}) {
        typed("fill " + dtype + " with " + value, new Fill(TensorType.of(dtype, 3, 33), value));
      }
    }
    typed("fill with NaN", new Fill(TensorType.of(DType.F32, 33), Double.NaN));
  }

  private static OpCase.Input indices(int end) {
    return input(DType.I64, Values.below(end), 2, 5);
  }

  /// Numbers with fractions that the integer part of `to` can hold.
  private static Values inRange(DType to) {
    return switch (to) {
      case U8 -> Values.between(0, 255);
      case I8 -> Values.between(-127, 127);
      case BOOL -> Values.of(0, -0.0, 0.5, 3, -1);
      default -> Values.between(-300, 300);
    };
  }

  private static Values integers(DType from, DType to) {
    return switch (from) {
      case BOOL -> Values.below(2);
      case U8 -> Values.below(to == DType.I8 ? 128 : 256);
      default -> Values.below(100);
    };
  }

  private void optimizers() {
    for (int n : SIZES) {
      for (SgdStep k :
          List.of(
              new SgdStep(0.1, 0, 0, 0, false, false),
              new SgdStep(0.1, 0, 0, 0.01, false, true),
              new SgdStep(0.1, 0.9, 0.1, 0.01, false, false),
              new SgdStep(0.1, 0.9, 0, 0.01, true, false),
              new SgdStep(0.1, 0.9, 0.1, 0, false, true))) {
        sgd(k, n);
      }
      for (boolean decoupled : new boolean[] {false, true}) {
        for (boolean amsgrad : new boolean[] {false, true}) {
          adam(new AdamStep(1e-2, 0.9, 0.999, 1e-8, 0.01, decoupled, amsgrad, 1), n);
          adam(new AdamStep(1e-2, 0.5, 0.99, 1e-8, 0, decoupled, amsgrad, 1000), n);
        }
      }
    }
  }

  private void sgd(SgdStep k, int n) {
    // a buffer that has no value yet must not be read
    Values buffer = k.first() ? Values.of(Double.NaN) : Values.normal();
    boolean momentum = k.momentum() != 0;
    List<OpCase.Input> in = new ArrayList<>();
    in.add(input(Values.normal(), n));
    in.add(input(Values.normal(), n));
    if (momentum) {
      in.add(input(buffer, n));
    }
    List<Integer> places = momentum ? List.of(0, 2) : List.of(0);
    cases.add(new KernelCase(k + " of " + n, k, in, places, true, steps(2)));
  }

  private void adam(AdamStep k, int n) {
    List<OpCase.Input> in = new ArrayList<>();
    in.add(input(Values.normal(), n));
    in.add(input(Values.normal(), n));
    in.add(input(Values.normal(), n));
    in.add(input(Values.between(0.1, 2), n));
    if (k.amsgrad()) {
      in.add(input(Values.between(0.1, 2), n));
    }
    List<Integer> places = k.amsgrad() ? List.of(0, 2, 3, 4) : List.of(0, 2, 3);
    cases.add(new KernelCase(k + " of " + n, k, in, places, true, steps(4)));
  }

  private void lines() {
    for (int dim = 0; dim < 3; dim++) {
      for (boolean reverse : new boolean[] {false, true}) {
        String name = "cumsum " + (reverse ? "reverse " : "") + "along " + dim;
        add(name, sums(31), new CumSum(dim, reverse), input(Values.normal(), 3, 31, 7));
      }
      for (boolean largest : new boolean[] {false, true}) {
        String name = (largest ? "argmax" : "argmin") + " along " + dim;
        add(name, EXACT, new ArgReduce(largest, dim), input(Values.ties(), 3, 31, 7));
        Values some = Values.of(2, 1, Double.NaN, 5, Double.NEGATIVE_INFINITY, Double.NaN, 5);
        add(name + " with NaN", EXACT, new ArgReduce(largest, dim), input(some, 3, 31, 5));
      }
    }
    add("sum along no dimension", EXACT, Reduce.of(Reduce.Kind.SUM), input(Values.normal(), 3, 7));
    add(
        "sum along outer and inner",
        sums(155),
        Reduce.of(Reduce.Kind.SUM, 0, 2),
        input(Values.normal(), 31, 3, 5));
  }

  private void selection() {
    Values special = Values.special();
    add(
        "relu_grad of special values",
        EXACT,
        Binary.of(Binary.Function.RELU_GRAD),
        input(special, 20, 1),
        input(special, 20));
    add(
        "leaky_relu_grad of special values",
        ROUNDED,
        new Binary(Binary.Function.LEAKY_RELU_GRAD, 0.2f),
        input(special, 20, 1),
        input(special, 20));
    add(
        "where of special values",
        EXACT,
        new Where(),
        input(DType.BOOL, Values.below(2), 20, 1),
        input(special, 20),
        input(Values.normal(), 20, 20));
    for (DType dtype : List.of(DType.I64, DType.I32, DType.U8, DType.BOOL)) {
      for (Binary.Function f : Binary.Function.values()) {
        if (f.isComparison()) {
          typed(
              f + " of " + dtype,
              Binary.of(f),
              input(dtype, Values.below(3), 31),
              input(dtype, Values.below(3), 31));
        }
      }
    }
  }

  private void planes() {
    // rows that read nothing, one source, a source twice, and many
    Taps rows =
        Taps.of(
            "test",
            7,
            6,
            (i, tap) -> {
              for (int k = 0; k < i; k++) {
                tap.add((3 * k + i) % 7, 1.0 / (k + 1));
              }
              if (i == 2) {
                tap.add(5, -0.25);
                tap.add(5, 0.5);
              }
            });
    Taps columns = Taps.of("pairs", 33, 16, (i, tap) -> pair(tap, 2 * i, 2 * i + 1));
    AxisMap2d map = new AxisMap2d(rows, columns);
    add("axis map", sums(12), map, input(Values.normal(), 2, 3, 7, 33));
    add("axis map transposed", sums(12), map.transpose(), input(Values.normal(), 2, 3, 6, 16));
    add(
        "axis map of nothing but identity",
        EXACT,
        new AxisMap2d(Taps.identity(5), Taps.identity(31)),
        input(Values.normal(), 1, 2, 5, 31));
    Taps windows = Taps.of("windows", 9, 4, (i, tap) -> triple(tap, 2 * i));
    MaxPool2d pool = new MaxPool2d(windows, windows);
    add("max pool", EXACT, pool, input(Values.distinct(), 2, 3, 9, 9));
    add("max pool of equals", EXACT, pool, input(Values.ties(), 2, 3, 9, 9));
    Values some = Values.of(2, 1, Double.NaN, 5, Double.NEGATIVE_INFINITY, 3, 5);
    add("max pool with NaN", EXACT, pool, input(some, 1, 2, 9, 9));
    Values low = Values.of(Double.NEGATIVE_INFINITY);
    add("max pool of -infinity", EXACT, pool, input(low, 1, 2, 9, 9));
  }

  private static void pair(Taps.Tap tap, int a, int b) {
    tap.add(a, 0.5);
    tap.add(b, 0.5);
  }

  private static void triple(Taps.Tap tap, int first) {
    for (int k = 0; k < 3; k++) {
      tap.add(first + k, 1);
    }
  }

  private void norms() {
    for (ChannelNorm.Over over : ChannelNorm.Over.values()) {
      ChannelNorm norm = new ChannelNorm(over, 1e-5);
      for (int[] x : new int[][] {{2, 3, 5, 7}, {3, 33, 4, 1}, {2, 1, 31, 33}, {7, 5}}) {
        String name = norm.name() + " " + java.util.Arrays.toString(x);
        Shape shape = Shape.of(x);
        if (shape.rank() == 2 && over == ChannelNorm.Over.SAMPLE) {
          continue; // one value: its variance is 0, which the operation's cases cover
        }
        int[] statistics = norm.statistics(shape).dims();
        var dy = input(Values.normal(), x);
        var in = input(Values.normal(), x);
        var mean = input(Values.between(-0.2, 0.2), statistics);
        var variance = input(Values.between(0.5, 2), statistics);
        var weight = input(Values.between(0.5, 1.5), x[1]);
        add(name + " statistics", sums(512), norm, in, weight, input(Values.normal(), x[1]));
        Tolerance t = sums(2 * (int) shape.numel() / x[1]);
        add(name + " gradient", t, new ChannelNormGrad(norm), dy, in, mean, variance);
        add(
            name + " affine gradient",
            t,
            new ChannelNormGrad(norm),
            dy,
            in,
            mean,
            variance,
            weight);
      }
    }
  }
}
