package dev.sosia.kernels.cpu;

import static dev.sosia.engine.type.DType.F32;

import dev.sosia.engine.kernel.AxisMap2d;
import dev.sosia.engine.kernel.MaxPool2d;
import dev.sosia.engine.kernel.Taps;
import dev.sosia.engine.type.Shape;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PlanesTest {
  static final List<String> LEVELS = Levels.NAMES;

  static Taps mean2(int in) {
    return Taps.of(
        "mean",
        in,
        in / 2,
        (i, tap) -> {
          tap.add(2 * i, 0.5);
          tap.add(2 * i + 1, 0.5);
        });
  }

  static Taps nearest2(int in) {
    return Taps.of("nearest", in, 2 * in, (i, tap) -> tap.add(i / 2, 1));
  }

  static Taps reflect(int in, int p) {
    return Taps.of(
        "reflect",
        in,
        in + 2 * p,
        (i, tap) -> {
          int j = Math.abs(i - p);
          tap.add(j < in ? j : 2 * in - 2 - j, 1);
        });
  }

  private static Taps bilinear(int in, int out) {
    return Taps.of(
        "bilinear",
        in,
        out,
        (i, tap) -> {
          double at = Math.clamp((i + 0.5) * in / out - 0.5, 0, in - 1);
          int low = Math.min((int) at, in - 1);
          tap.add(low, 1 - (at - low));
          if (low + 1 < in) {
            tap.add(low + 1, at - low);
          }
        });
  }

  /// Some results that read nothing, some that read one thing twice.
  private static Taps odd(int in) {
    return Taps.of(
        "odd",
        in,
        5,
        (i, tap) -> {
          for (int k = 0; k < i % 3; k++) {
            tap.add((i + k) % in, k + 0.25);
          }
        });
  }

  @ParameterizedTest
  @FieldSource("LEVELS")
  void mapsAndTheirTransposes(String level) {
    try (KernelCheck check = new KernelCheck(level)) {
      for (int n : new int[] {2, 7, 31, 33}) {
        Taps[] taps = {
          mean2(n),
          nearest2(n),
          reflect(n, 1),
          reflect(n, n - 1),
          bilinear(n, 2 * n + 1),
          bilinear(n, 3),
          odd(n),
          Taps.identity(n)
        };
        for (int i = 0; i < taps.length; i++) {
          Taps columns = taps[i];
          Taps rows = taps[i == 6 ? 0 : i];
          AxisMap2d k = new AxisMap2d(rows, columns);
          Values x = Values.random(n, 2, 3, n, n);
          check.within(1e-6, 5e-7, k, List.of(x), Oracle.axisMap(rows, columns, x));
          AxisMap2d t = k.transpose();
          Values dy = Values.random(n, 2, 3, rows.out(), columns.out());
          check.within(1e-6, 5e-7, t, List.of(dy), Oracle.axisMap(t.rows(), t.columns(), dy));
        }
      }
      AxisMap2d k = new AxisMap2d(mean2(6), mean2(6));
      check.exact(k, List.of(Values.random(1, 0, 3, 6, 6)), new double[0]);
    }
  }

  private static Taps windows(int in, int kernel, int stride, int pad) {
    return Taps.of(
        "window",
        in,
        (in + 2 * pad - kernel) / stride + 1,
        (i, tap) -> {
          for (int k = 0; k < kernel; k++) {
            int at = i * stride + k - pad;
            if (at >= 0 && at < in) {
              tap.add(at, 1);
            }
          }
        });
  }

  @ParameterizedTest
  @FieldSource("LEVELS")
  void maxPoolingTakesTheFirstLargestAndTheLastNan(String level) {
    Taps rows = windows(9, 3, 2, 1);
    Taps columns = windows(33, 2, 1, 0);
    Values x =
        Values.of(F32, Shape.of(2, 3, 9, 33), i -> i % 17 == 3 ? Double.NaN : i * 7 % 11 - 8);
    int n = 6 * rows.out() * columns.out();
    double[] y = new double[n];
    double[] where = new double[n];
    for (int o = 0; o < n; o++) {
      int plane = o / (rows.out() * columns.out());
      int i = o / columns.out() % rows.out();
      int j = o % columns.out();
      int best = -1;
      for (int r = rows.start(i); r < rows.start(i + 1); r++) {
        for (int s = columns.start(j); s < columns.start(j + 1); s++) {
          int at = rows.source(r) * 33 + columns.source(s);
          double v = x.v()[plane * 297 + at];
          if (best < 0 || v > x.v()[plane * 297 + best] || Double.isNaN(v)) {
            best = at;
          }
        }
      }
      y[o] = x.v()[plane * 297 + best];
      where[o] = best;
    }
    try (KernelCheck check = new KernelCheck(level)) {
      check.exact(new MaxPool2d(rows, columns), List.of(x), y, where);
    }
  }
}
