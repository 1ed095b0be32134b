package dev.sosia.engine.backend.reference;

import dev.sosia.engine.backend.Operand;
import dev.sosia.engine.kernel.AxisMap2d;
import dev.sosia.engine.kernel.MaxPool2d;
import dev.sosia.engine.kernel.Taps;

/// Pooling, padding and resampling: kernels on each plane of `[N, C, H, W]`.
final class Planes {
  private final Parallel parallel;

  Planes(Parallel parallel) {
    this.parallel = parallel;
  }

  void axisMap(AxisMap2d kernel, Operand xs, Operand ys) {
    Taps rows = kernel.rows();
    Taps columns = kernel.columns();
    double[] x = Elements.load(xs);
    double[] y = new double[Math.toIntExact(ys.shape().numel())];
    int planes = xs.shape().dim(0) * xs.shape().dim(1);
    int width = columns.in();
    parallel.over(
        planes,
        4L * rows.out() * columns.out(),
        (from, to) -> {
          double[] line = new double[width];
          for (int p = from; p < to; p++) {
            for (int i = 0; i < rows.out(); i++) {
              java.util.Arrays.fill(line, 0);
              for (int r = rows.start(i); r < rows.start(i + 1); r++) {
                int at = (p * rows.in() + rows.source(r)) * width;
                Products.axpy(rows.weight(r), x, at, line, 0, width);
              }
              int out = (p * rows.out() + i) * columns.out();
              for (int j = 0; j < columns.out(); j++) {
                double sum = 0;
                for (int s = columns.start(j); s < columns.start(j + 1); s++) {
                  sum += columns.weight(s) * line[columns.source(s)];
                }
                y[out + j] = sum;
              }
            }
          }
        });
    Elements.store(y, ys);
  }

  void maxPool(MaxPool2d kernel, Operand xs, Operand values, Operand indices) {
    Taps rows = kernel.rows();
    Taps columns = kernel.columns();
    double[] x = Elements.load(xs);
    int n = Math.toIntExact(values.shape().numel());
    double[] y = new double[n];
    long[] where = new long[n];
    int planes = xs.shape().dim(0) * xs.shape().dim(1);
    int inPlane = rows.in() * columns.in();
    for (int p = 0; p < planes; p++) {
      for (int i = 0; i < rows.out(); i++) {
        for (int j = 0; j < columns.out(); j++) {
          int out = (p * rows.out() + i) * columns.out() + j;
          int best = -1;
          for (int r = rows.start(i); r < rows.start(i + 1); r++) {
            for (int s = columns.start(j); s < columns.start(j + 1); s++) {
              int at = rows.source(r) * columns.in() + columns.source(s);
              double v = x[p * inPlane + at];
              if (best < 0 || v > x[p * inPlane + best] || Double.isNaN(v)) {
                best = at;
              }
            }
          }
          y[out] = x[p * inPlane + best];
          where[out] = best;
        }
      }
    }
    Elements.store(y, values);
    Elements.storeLongs(where, indices);
  }
}
