package dev.sosia.landmarks.toyfaces.render;

/// Smooth functions of plain arithmetic, the same on every machine.
final class Curve {
  private Curve() {}

  /// 1 in the middle, 0 from radius 1 on, smooth: `(1 - x² - y²)²`.
  static double bump(double x, double y) {
    double q = 1 - x * x - y * y;
    return q > 0 ? q * q : 0;
  }

  /// 1 at 0, 0 from `|x|` = 1 on, smooth.
  static double bump(double x) {
    double q = 1 - x * x;
    return q > 0 ? q * q : 0;
  }

  /// 0 up to `from`, 1 from `to` on, smooth between (also with `from` above `to`).
  static double step(double from, double to, double x) {
    double t = (x - from) / (to - from);
    if (t <= 0) {
      return 0;
    }
    return t >= 1 ? 1 : t * t * (3 - 2 * t);
  }

  /// An arch over -1..1: 0 at the ends, 1 in the middle, fuller than a parabola.
  static double arch(double t) {
    double g = 1 - t * t;
    return g > 0 ? g * (1.35 - 0.35 * g) : 0;
  }

  /// The distance of (x, y) from the segment (ax, ay) to (bx, by).
  static double distance(double x, double y, double ax, double ay, double bx, double by) {
    double dx = bx - ax;
    double dy = by - ay;
    double t = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy);
    t = Math.clamp(t, 0, 1);
    double ex = x - ax - t * dx;
    double ey = y - ay - t * dy;
    return Math.sqrt(ex * ex + ey * ey);
  }

  static double mix(double a, double b, double t) {
    return a + (b - a) * t;
  }
}
