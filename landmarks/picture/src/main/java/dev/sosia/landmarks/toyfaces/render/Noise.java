package dev.sosia.landmarks.toyfaces.render;

/// Smooth noise from hashed lattices.
final class Noise {
  private Noise() {}

  /// A number 0..1 for a lattice point.
  static double at(int x, int y, int seed) {
    int h = x * 0x27d4eb2d + y * 0x165667b1 + seed * 0x9e3779b1;
    h ^= h >>> 15;
    h *= 0x85ebca6b;
    h ^= h >>> 13;
    h *= 0xc2b2ae35;
    h ^= h >>> 16;
    return (h >>> 8) * 0x1p-24;
  }

  /// Noise of wavelength about 1 at (x, y), 0..1.
  static double value(double x, double y, int seed) {
    int ix = floor(x);
    int iy = floor(y);
    double fx = x - ix;
    double fy = y - iy;
    double u = fx * fx * (3 - 2 * fx);
    double v = fy * fy * (3 - 2 * fy);
    double top = Curve.mix(at(ix, iy, seed), at(ix + 1, iy, seed), u);
    double bottom = Curve.mix(at(ix, iy + 1, seed), at(ix + 1, iy + 1, seed), u);
    return Curve.mix(top, bottom, v);
  }

  /// Two octaves of it, 0..1.
  static double rough(double x, double y, int seed) {
    return 0.65 * value(x, y, seed) + 0.35 * value(2.1 * x + 7.3, 2.1 * y - 3.1, seed + 1);
  }

  private static int floor(double x) {
    int i = (int) x;
    return x < i ? i - 1 : i;
  }
}
