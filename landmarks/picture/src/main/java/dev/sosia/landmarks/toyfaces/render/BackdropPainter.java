package dev.sosia.landmarks.toyfaces.render;

import dev.sosia.engine.random.Philox;
import dev.sosia.landmarks.toyfaces.person.Backdrop;

/// Paints what is behind: a gradient, and shapes that are out of focus.
final class BackdropPainter {
  private static final int SHAPES = 7;

  private final Backdrop backdrop;
  private final double[][] shapes = new double[SHAPES][];

  BackdropPainter(Backdrop backdrop) {
    this.backdrop = backdrop;
    Philox random = new Philox(backdrop.seed(), 5);
    for (int i = 0; i < SHAPES; i++) {
      shapes[i] =
          new double[] {
            random.nextDouble(),
            random.nextDouble(),
            0.06 + 0.3 * random.nextDouble() * random.nextDouble(),
            random.nextDouble() < 0.35 ? 1 : 0,
            2 * random.nextDouble() - 1
          };
    }
  }

  /// @param x, y 0..1, from left and top
  void paint(double x, double y, Shade s) {
    s.color(backdrop.top());
    s.mix(backdrop.bottom(), Curve.step(0, 1, y));
    for (double[] d : shapes) {
      double dx = Math.abs(x - d[0]) / d[2];
      double dy = Math.abs(y - d[1]) / (d[2] * (d[3] == 1 ? 2.2 : 0.9));
      double r = d[3] == 1 ? Math.max(dx, dy) : Math.sqrt(dx * dx + dy * dy);
      double in = Curve.step(1.2, 0.7, r) * backdrop.busy();
      if (d[4] < 0) {
        s.times(1 + 0.45 * d[4] * in);
      } else {
        s.mix(backdrop.accent(), 0.55 * d[4] * in);
      }
    }
    double vx = x - 0.5;
    double vy = y - 0.45;
    s.times(1.05 - 0.5 * (vx * vx + vy * vy));
  }
}
