package dev.sosia.kernels.cpu;

import static dev.sosia.engine.type.DType.F32;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.engine.kernel.Conv2d;
import dev.sosia.engine.kernel.Conv2dInputGrad;
import dev.sosia.engine.kernel.Conv2dWeightGrad;
import dev.sosia.engine.kernel.MatMul;
import dev.sosia.engine.kernel.Window2d;
import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ProductsTest {
  static final List<String> LEVELS = Levels.NAMES;

  @ParameterizedTest
  @FieldSource("LEVELS")
  void matrices(String level) {
    int[][] sizes = {
      {1, 1, 1},
      {1, 33, 7},
      {7, 31, 1},
      {31, 7, 33},
      {33, 127, 31},
      {127, 33, 127},
      {2, 1030, 40},
      {13, 600, 33},
      {300, 64, 64},
      {3, 0, 4},
      {0, 3, 4},
      {5, 1, 5}
    };
    try (KernelCheck check = new KernelCheck(level)) {
      for (int[] s : sizes) {
        Values a = Values.random(1, s[0], s[1]);
        Values b = Values.random(2, s[1], s[2]);
        check.within(1e-6, 1e-6, new MatMul(), List.of(a, b), Oracle.matmul(a, b));
      }
      Values a = Values.random(3, 2, 3, 7, 31);
      Values b = Values.random(4, 2, 3, 31, 5);
      check.within(1e-6, 1e-6, new MatMul(), List.of(a, b), Oracle.matmul(a, b));
    }
  }

  /// One convolution: x, weight, window; `tolerance` absolute and of the largest magnitude.
  record Case(int[] x, int[] w, Window2d window, double tolerance) {
    Case(int[] x, int[] w, Window2d window) {
      this(x, w, window, 1e-6);
    }
  }

  /// Of convolutions large enough for Winograd's way, whose transforms cost some digits: the
  /// largest of thousands of errors is about 5e-6 of the largest result.
  private static final double WINOGRAD = 1e-5;

  private static final Case[] CASES = {
    new Case(new int[] {1, 6, 16, 16}, new int[] {32, 6, 3, 3}, Window2d.of(1, 1)),
    new Case(new int[] {2, 3, 7, 7}, new int[] {5, 3, 3, 3}, Window2d.of(1, 0)),
    new Case(new int[] {2, 3, 33, 31}, new int[] {33, 3, 3, 3}, Window2d.of(2, 1)),
    new Case(new int[] {1, 64, 4, 4}, new int[] {40, 64, 3, 3}, Window2d.of(1, 1)),
    new Case(new int[] {1, 600, 3, 2}, new int[] {7, 600, 1, 1}, Window2d.of(1, 0)),
    new Case(new int[] {2, 8, 9, 127}, new int[] {4, 8, 1, 1}, Window2d.of(2, 0)),
    new Case(new int[] {1, 3, 31, 33}, new int[] {8, 3, 7, 7}, Window2d.of(2, 3)),
    new Case(new int[] {1, 4, 12, 12}, new int[] {3, 4, 4, 4}, Window2d.of(2, 1)),
    new Case(new int[] {2, 6, 9, 10}, new int[] {4, 3, 3, 2}, new Window2d(3, 2, 2, 1, 2, 3, 2)),
    new Case(new int[] {1, 5, 6, 6}, new int[] {10, 1, 3, 3}, new Window2d(1, 1, 1, 1, 1, 1, 5)),
    new Case(new int[] {1, 2, 5, 5}, new int[] {3, 2, 1, 1}, Window2d.of(3, 2)),
    new Case(new int[] {1, 1, 1, 1}, new int[] {1, 1, 1, 1}, Window2d.of(1, 0)),
    new Case(new int[] {0, 2, 5, 5}, new int[] {3, 2, 3, 3}, Window2d.of(1, 1)),
    new Case(new int[] {1, 32, 40, 40}, new int[] {32, 32, 3, 3}, Window2d.of(2, 1)),
    new Case(new int[] {1, 32, 40, 40}, new int[] {32, 32, 3, 3}, Window2d.of(1, 1), WINOGRAD),
    new Case(new int[] {3, 48, 17, 15}, new int[] {40, 48, 3, 3}, Window2d.of(1, 1), WINOGRAD),
    new Case(new int[] {2, 64, 18, 23}, new int[] {33, 64, 3, 3}, Window2d.of(1, 0), WINOGRAD),
    new Case(new int[] {5, 80, 9, 8}, new int[] {96, 80, 3, 3}, Window2d.of(1, 2), WINOGRAD),
    new Case(new int[] {40, 32, 3, 7}, new int[] {64, 32, 3, 3}, Window2d.of(1, 1), WINOGRAD),
    new Case(
        new int[] {1, 64, 24, 20},
        new int[] {64, 64, 3, 3},
        new Window2d(1, 1, 2, 0, 1, 1, 1),
        WINOGRAD),
  };

  @ParameterizedTest
  @FieldSource("LEVELS")
  void convolutions(String level) {
    try (KernelCheck check = new KernelCheck(level)) {
      for (Case c : CASES) {
        Values x = Values.random(1, c.x);
        Values w = Values.random(2, c.w);
        Values bias = Values.random(3, c.w[0]);
        Conv2d k = new Conv2d(c.window);
        TensorType y = k.outputs(List.of(x.type(), w.type())).getFirst();
        double[] sum = new double[(int) y.shape().numel()];
        Oracle.convolve(
            c.window, x.shape(), w.shape(), y.shape(), (i, j, o) -> sum[o] += x.v()[i] * w.v()[j]);
        check.within(c.tolerance, c.tolerance, k, List.of(x, w), sum);
        int places = y.shape().dim(2) * y.shape().dim(3);
        for (int i = 0; i < sum.length; i++) {
          sum[i] += bias.v()[i / places % c.w[0]];
        }
        check.within(c.tolerance, c.tolerance, k, List.of(x, w, bias), sum);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("LEVELS")
  void gradientsOfConvolutions(String level) {
    try (KernelCheck check = new KernelCheck(level)) {
      for (Case c : CASES) {
        TensorType xt = TensorType.of(F32, c.x);
        TensorType wt = TensorType.of(F32, c.w);
        Shape y = new Conv2d(c.window).outputs(List.of(xt, wt)).getFirst().shape();
        Values x = Values.random(1, c.x);
        Values w = Values.random(2, c.w);
        Values dy = Values.random(4, y.dims());
        double[] dx = new double[x.v().length];
        double[] dw = new double[w.v().length];
        Oracle.convolve(
            c.window,
            x.shape(),
            w.shape(),
            y,
            (i, j, o) -> {
              dx[i] += dy.v()[o] * w.v()[j];
              dw[j] += dy.v()[o] * x.v()[i];
            });
        var input = new Conv2dInputGrad(c.window, c.x[2], c.x[3]);
        check.within(c.tolerance, c.tolerance, input, List.of(dy, w), dx);
        var weight = new Conv2dWeightGrad(c.window, c.w[2], c.w[3]);
        check.within(c.tolerance, c.tolerance, weight, List.of(x, dy), dw);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("LEVELS")
  void aNaNStaysInItsWindow(String level) {
    Values x =
        Values.of(F32, Shape.of(1, 1, 9, 9), i -> i == 40 ? Double.NaN : i == 0 ? (float) 1e30 : 1);
    Values w = Values.of(F32, Shape.of(1, 1, 3, 3), _ -> 1);
    Window2d window = Window2d.of(1, 1);
    double[] sum = new double[81];
    Oracle.convolve(
        window, x.shape(), w.shape(), x.shape(), (i, j, o) -> sum[o] += x.v()[i] * w.v()[j]);
    try (KernelCheck check = new KernelCheck(level)) {
      check.within(0, 1e-6, new Conv2d(window), List.of(x, w), sum);
    }
  }

  /// Where the definition has a NaN there is one; elsewhere only within a tile's length of it.
  @ParameterizedTest
  @FieldSource("LEVELS")
  void aNaNStaysNearInWinogradsTiles(String level) {
    int size = 24;
    int channels = 64;
    int at = 3 * size * size + 9 * size + 10;
    Values x =
        Values.of(
            F32, Shape.of(1, channels, size, size), i -> i == at ? Double.NaN : (i % 7) / 8.0);
    Values w = Values.random(2, channels, channels, 3, 3);
    try (KernelCheck check = new KernelCheck(level)) {
      double[] y =
          KernelCheck.run(
                  check.backend(),
                  new Conv2d(Window2d.of(1, 1)),
                  List.of(x, w),
                  Placement.Layout.DENSE,
                  Placement.Layout.DENSE)
              .getFirst()
              .v();
      for (int i = 0; i < y.length; i++) {
        int far = Math.max(Math.abs(i / size % size - 9), Math.abs(i % size - 10));
        if (far <= 1) {
          assertThat(y[i]).as("element %d, in the window", i).isNaN();
        } else if (far > 5) {
          assertThat(y[i]).as("element %d, far from it", i).isFinite();
        }
      }
    }
  }
}
