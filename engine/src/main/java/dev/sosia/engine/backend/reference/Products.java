package dev.sosia.engine.backend.reference;

import dev.sosia.engine.backend.Operand;
import dev.sosia.engine.type.Shape;

/// Matrix products.
final class Products {
  private final Parallel parallel;

  Products(Parallel parallel) {
    this.parallel = parallel;
  }

  void matmul(Operand a, Operand b, Operand y) {
    double[] p = Elements.load(a);
    double[] q = Elements.load(b);
    Shape s = y.shape();
    int rows = s.dim(-2);
    int columns = s.dim(-1);
    int inner = a.shape().dim(-1);
    double[] r = new double[Math.toIntExact(s.numel())];
    int stacked = columns == 0 ? 0 : r.length / columns;
    parallel.over(
        stacked,
        (long) inner * columns,
        (from, to) -> {
          for (int row = from; row < to; row++) {
            int matrix = row / rows;
            for (int k = 0; k < inner; k++) {
              axpy(
                  p[row * inner + k], q, (matrix * inner + k) * columns, r, row * columns, columns);
            }
          }
        });
    Elements.store(r, y);
  }

  /// `y += a * x` over `n` elements: C2 vectorises it.
  static void axpy(double a, double[] x, int xAt, double[] y, int yAt, int n) {
    for (int i = 0; i < n; i++) {
      y[yAt + i] += a * x[xAt + i];
    }
  }
}
