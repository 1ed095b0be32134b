package dev.sosia.kernels.cpu;

import dev.sosia.engine.kernel.Taps;
import dev.sosia.engine.kernel.Window2d;
import dev.sosia.engine.type.Shape;
import java.util.function.DoubleBinaryOperator;

/// What kernels must give, in plain loops over doubles written after the kernels' own words.
final class Oracle {
  private Oracle() {}

  static double[] broadcast(Values a, Values b, DoubleBinaryOperator f) {
    Shape s = Shape.broadcast("test", a.shape(), b.shape());
    double[] y = new double[Math.toIntExact(s.numel())];
    for (int i = 0; i < y.length; i++) {
      y[i] = f.applyAsDouble(a.v()[from(a.shape(), s, i)], b.v()[from(b.shape(), s, i)]);
    }
    return y;
  }

  /// The element of a tensor of shape `own` that element `i` of the broadcast shape reads.
  private static int from(Shape own, Shape s, int i) {
    int at = 0;
    int step = 1;
    for (int d = 1; d <= s.rank(); d++) {
      int index = i % s.dim(-d);
      i /= s.dim(-d);
      if (d <= own.rank()) {
        at += (own.dim(-d) == 1 ? 0 : index) * step;
        step *= own.dim(-d);
      }
    }
    return at;
  }

  /// IEEE 754's pow: where [Math#pow] says NaN, 1 to any power and -1 to an infinite one are 1.
  static double pow(double x, double y) {
    return x == 1 || (x == -1 && Double.isInfinite(y)) ? 1 : Math.pow(x, y);
  }

  /// Taylor's series near 0, the continued fraction of erfc elsewhere.
  static double erf(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    double a = Math.abs(x);
    if (a > 6) {
      return Math.signum(x);
    }
    if (a < 2.5) {
      double term = x;
      double sum = x;
      for (int n = 1; n < 100; n++) {
        term *= -x * x / n;
        sum += term / (2 * n + 1);
      }
      return 2 / Math.sqrt(Math.PI) * sum;
    }
    double f = a;
    for (int k = 120; k > 0; k--) {
      f = a + k / 2.0 / f;
    }
    return Math.copySign(1 - Math.exp(-a * a) / (f * Math.sqrt(Math.PI)), x);
  }

  static double[] matmul(Values a, Values b) {
    int m = a.shape().dim(-2);
    int k = a.shape().dim(-1);
    int n = b.shape().dim(-1);
    int stack = 1;
    for (int d = 0; d < a.shape().rank() - 2; d++) {
      stack *= a.shape().dim(d);
    }
    double[] y = new double[stack * m * n];
    for (int s = 0; s < stack; s++) {
      for (int i = 0; i < m; i++) {
        for (int p = 0; p < k; p++) {
          double x = a.v()[(s * m + i) * k + p];
          for (int j = 0; j < n; j++) {
            y[(s * m + i) * n + j] += x * b.v()[(s * k + p) * n + j];
          }
        }
      }
    }
    return y;
  }

  /// Calls `each` for every product in a convolution: places in x, weight and y.
  interface Product {
    void at(int x, int w, int y);
  }

  static void convolve(Window2d win, Shape x, Shape w, Shape y, Product each) {
    int og = w.dim(0) / win.groups();
    for (int n = 0; n < y.dim(0); n++) {
      for (int o = 0; o < y.dim(1); o++) {
        for (int i = 0; i < y.dim(2); i++) {
          for (int j = 0; j < y.dim(3); j++) {
            int to = ((n * y.dim(1) + o) * y.dim(2) + i) * y.dim(3) + j;
            for (int c = 0; c < w.dim(1); c++) {
              int channel = o / og * w.dim(1) + c;
              for (int a = 0; a < w.dim(2); a++) {
                int r = i * win.strideH() + a * win.dilationH() - win.padH();
                for (int b = 0; b < w.dim(3); b++) {
                  int s = j * win.strideW() + b * win.dilationW() - win.padW();
                  if (r >= 0 && r < x.dim(2) && s >= 0 && s < x.dim(3)) {
                    each.at(
                        ((n * x.dim(1) + channel) * x.dim(2) + r) * x.dim(3) + s,
                        ((o * w.dim(1) + c) * w.dim(2) + a) * w.dim(3) + b,
                        to);
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  static double[] axisMap(Taps rows, Taps columns, Values x) {
    int planes = x.shape().dim(0) * x.shape().dim(1);
    double[] y = new double[planes * rows.out() * columns.out()];
    for (int p = 0; p < planes; p++) {
      for (int i = 0; i < rows.out(); i++) {
        for (int j = 0; j < columns.out(); j++) {
          double sum = 0;
          for (int r = rows.start(i); r < rows.start(i + 1); r++) {
            for (int s = columns.start(j); s < columns.start(j + 1); s++) {
              sum +=
                  rows.weight(r)
                      * columns.weight(s)
                      * x.v()[(p * rows.in() + rows.source(r)) * columns.in() + columns.source(s)];
            }
          }
          y[(p * rows.out() + i) * columns.out() + j] = sum;
        }
      }
    }
    return y;
  }
}
