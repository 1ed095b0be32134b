package dev.sosia.kernels.cpu;

import static dev.sosia.engine.type.DType.F32;

import dev.sosia.engine.kernel.ArgReduce;
import dev.sosia.engine.kernel.ChannelNorm;
import dev.sosia.engine.kernel.ChannelNormGrad;
import dev.sosia.engine.kernel.CumSum;
import dev.sosia.engine.kernel.Reduce;
import dev.sosia.engine.kernel.Softmax;
import dev.sosia.engine.type.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ReductionsTest {
  static final List<String> LEVELS = Levels.NAMES;

  private static double[] reduce(Reduce k, Values x) {
    Shape y = k.outputs(List.of(x.type())).getFirst().shape();
    double[] r = new double[(int) y.numel()];
    double start =
        switch (k.kind()) {
          case SUM -> 0;
          case MAX -> Double.NEGATIVE_INFINITY;
          case MIN -> Double.POSITIVE_INFINITY;
        };
    Arrays.fill(r, start);
    for (int i = 0; i < x.v().length; i++) {
      int to = 0;
      int step = 1;
      int rest = i;
      for (int d = x.shape().rank() - 1; d >= 0; d--) {
        int index = rest % x.shape().dim(d);
        rest /= x.shape().dim(d);
        to += (y.dim(d) == 1 ? 0 : index) * step;
        step *= y.dim(d);
      }
      r[to] =
          switch (k.kind()) {
            case SUM -> r[to] + x.v()[i];
            case MAX -> Math.max(r[to], x.v()[i]);
            case MIN -> Math.min(r[to], x.v()[i]);
          };
    }
    return r;
  }

  @ParameterizedTest
  @FieldSource("LEVELS")
  void overAnyDimensions(String level) {
    int[][] shapes = {
      {127}, {33, 31}, {3, 7, 5, 33}, {2, 3, 1, 4, 2, 3}, {100_000}, {3, 40_000}, {1000, 90}
    };
    int[][] dims = {{0}, {1}, {0, 1}, {1, 3}, {2, 3}, {0, 2, 3}, {}, {0, 2, 4}, {0, 1, 2, 3, 4, 5}};
    try (KernelCheck check = new KernelCheck(level)) {
      for (int[] shape : shapes) {
        Values x = Values.random(shape.length, shape);
        for (int[] d : dims) {
          if (Arrays.stream(d).allMatch(i -> i < shape.length)) {
            for (Reduce.Kind kind : Reduce.Kind.values()) {
              Reduce k = Reduce.of(kind, d);
              check.within(1e-6, 3e-7, k, List.of(x), reduce(k, x));
            }
          }
        }
      }
      Reduce sum = Reduce.of(Reduce.Kind.SUM, 0);
      check.exact(sum, List.of(Values.random(1, 0, 3)), new double[3]);
      check.exact(sum, List.of(Values.random(1, 3, 0)), new double[0]);
    }
  }

  @ParameterizedTest
  @FieldSource("LEVELS")
  void nanWins(String level) {
    try (KernelCheck check = new KernelCheck(level)) {
      for (int n : new int[] {1, 7, 31, 127}) {
        for (int at : new int[] {0, n / 2, n - 1}) {
          Values x = Values.of(F32, Shape.of(n, 3), i -> i == 3 * at + 1 ? Double.NaN : i - 50);
          for (Reduce.Kind kind : Reduce.Kind.values()) {
            Reduce k = Reduce.of(kind, 0);
            check.exact(k, List.of(x), reduce(k, x));
            Reduce all = Reduce.of(kind, 0, 1);
            check.exact(all, List.of(x), reduce(all, x));
          }
          ArgReduce k = new ArgReduce(true, 0);
          check.exact(k, List.of(x), new double[] {n - 1, at, n - 1});
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("LEVELS")
  void firstOfEqualPlaces(String level) {
    Values x = Values.of(F32, Shape.of(5, 33, 3), i -> (i * 7 + i / 11) % 13);
    try (KernelCheck check = new KernelCheck(level)) {
      for (boolean largest : new boolean[] {true, false}) {
        double[] y = new double[15];
        for (int o = 0; o < 15; o++) {
          int best = 0;
          for (int i = 1; i < 33; i++) {
            double v = x.at(o / 3, i, o % 3);
            double b = x.at(o / 3, best, o % 3);
            best = (largest ? v > b : v < b) ? i : best;
          }
          y[o] = best;
        }
        check.exact(new ArgReduce(largest, 1), List.of(x), y);
      }
    }
  }

  /// The lines of `x` along `dim`, one after the other: places of their elements.
  private static List<int[]> lines(Values x, int dim) {
    int n = x.shape().dim(dim);
    int inner = 1;
    for (int d = dim + 1; d < x.shape().rank(); d++) {
      inner *= x.shape().dim(d);
    }
    List<int[]> lines = new ArrayList<>();
    for (int i = 0; i < x.v().length; i++) {
      if (i / inner % n == 0) {
        int[] line = new int[n];
        for (int k = 0; k < n; k++) {
          line[k] = i + k * inner;
        }
        lines.add(line);
      }
    }
    return lines;
  }

  @ParameterizedTest
  @FieldSource("LEVELS")
  void scans(String level) {
    try (KernelCheck check = new KernelCheck(level)) {
      for (int dim = 0; dim < 3; dim++) {
        Values x = Values.random(dim, 7, 33, 31);
        double[] forward = new double[x.v().length];
        double[] backward = new double[x.v().length];
        double[] soft = new double[x.v().length];
        double[] log = new double[x.v().length];
        for (int[] line : lines(x, dim)) {
          double sum = 0;
          double exp = 0;
          for (int i : line) {
            sum += x.v()[i];
            forward[i] = sum;
            exp += Math.exp(x.v()[i]);
          }
          for (int i : line) {
            backward[i] = sum - forward[i] + x.v()[i];
            soft[i] = Math.exp(x.v()[i]) / exp;
            log[i] = x.v()[i] - Math.log(exp);
          }
        }
        check.within(1e-6, 1e-6, new CumSum(dim, false), List.of(x), forward);
        check.within(1e-6, 1e-6, new CumSum(dim, true), List.of(x), backward);
        check.within(1e-7, 1e-6, new Softmax(dim, false), List.of(x), soft);
        check.within(1e-6, 1e-6, new Softmax(dim, true), List.of(x), log);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("LEVELS")
  void softmaxAtTheEnds(String level) {
    double inf = Double.POSITIVE_INFINITY;
    double nan = Double.NaN;
    Values x =
        new Values(
            F32,
            Shape.of(4, 3),
            new double[] {-inf, 0, 0, 1000, 1000, -1000, nan, 0, 0, -inf, -inf, -inf});
    double[] y = {0, 0.5, 0.5, 0.5, 0.5, 0, nan, nan, nan, nan, nan, nan};
    try (KernelCheck check = new KernelCheck(level)) {
      check.exact(new Softmax(1, false), List.of(x), y);
    }
  }

  @ParameterizedTest
  @FieldSource("LEVELS")
  void norms(String level) {
    int[][] shapes = {{2, 3, 7, 5}, {3, 5}, {2, 33, 31}, {1, 16, 40, 33}, {4, 2, 1, 1}};
    try (KernelCheck check = new KernelCheck(level)) {
      for (int[] shape : shapes) {
        for (ChannelNorm.Over over : ChannelNorm.Over.values()) {
          norm(check, over, shape, 0);
          norm(check, over, shape, 1000); // flat and bright: two passes or nothing
        }
      }
    }
  }

  private static void norm(KernelCheck check, ChannelNorm.Over over, int[] shape, double offset) {
    Values noise = Values.random(1, shape);
    Values x = Values.of(F32, noise.shape(), i -> (float) (noise.v()[i] + offset));
    int c = shape[1];
    Values weight = Values.random(2, c);
    Values bias = Values.random(3, c);
    Values dy = Values.random(4, shape);
    boolean batch = over == ChannelNorm.Over.BATCH;
    ChannelNorm k = new ChannelNorm(over, 1e-5);
    int groups = (int) k.statistics(x.shape()).numel();
    int places = x.v().length / shape[0] / c;
    double[] mean = new double[groups];
    double[] variance = new double[groups];
    double count = (double) x.v().length / groups;
    int n = x.v().length;
    int[] group = new int[n];
    for (int i = 0; i < n; i++) {
      group[i] = batch ? i / places % c : i / places;
      mean[group[i]] += x.v()[i] / count;
    }
    for (int i = 0; i < n; i++) {
      variance[group[i]] += Math.pow(x.v()[i] - mean[group[i]], 2) / count;
    }
    double[] y = new double[n];
    double[] dx = new double[n];
    double[] dweight = new double[c];
    double[] dbias = new double[c];
    double[] meanG = new double[groups];
    double[] meanGx = new double[groups];
    // the gradient is given the statistics as floats
    Values m = Values.of(F32, k.statistics(x.shape()), i -> (float) mean[i]);
    Values v = Values.of(F32, m.shape(), i -> (float) variance[i]);
    for (int i = 0; i < n; i++) {
      int ch = i / places % c;
      int g = group[i];
      y[i] = (x.v()[i] - mean[g]) / Math.sqrt(variance[g] + 1e-5) * weight.v()[ch] + bias.v()[ch];
      double xhat = (x.v()[i] - m.v()[g]) / Math.sqrt(v.v()[g] + 1e-5);
      dbias[ch] += dy.v()[i];
      dweight[ch] += dy.v()[i] * xhat;
      meanG[g] += dy.v()[i] * weight.v()[ch] / count;
      meanGx[g] += dy.v()[i] * weight.v()[ch] * xhat / count;
    }
    for (int i = 0; i < n; i++) {
      int g = group[i];
      double rstd = 1 / Math.sqrt(v.v()[g] + 1e-5);
      double xhat = (x.v()[i] - m.v()[g]) * rstd;
      dx[i] = rstd * (dy.v()[i] * weight.v()[i / places % c] - meanG[g] - xhat * meanGx[g]);
    }
    check.within(1e-6, 2e-6, k, List.of(x, weight, bias), y, mean, variance);
    var grad = new ChannelNormGrad(k);
    check.within(1e-6, 2e-6, grad, List.of(dy, x, m, v, weight), dx, dweight, dbias);
  }
}
