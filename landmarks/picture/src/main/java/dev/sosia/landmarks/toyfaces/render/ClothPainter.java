package dev.sosia.landmarks.toyfaces.render;

import dev.sosia.landmarks.toyfaces.person.Clothing;

/// Paints clothes, and says where skin shows above them.
final class ClothPainter {
  private static final double SHOULDER = -1.95;

  private final Clothing clothing;
  private final int seed;

  ClothPainter(Clothing clothing, int seed) {
    this.clothing = clothing;
    this.seed = seed;
  }

  /// How far below the neckline a point of the chest lies; negative above it.
  double below(double x, double y, double cos) {
    double depth = clothing.neckline();
    double a = Math.abs(x);
    double edge =
        switch (clothing.cut()) {
          case ROUND -> SHOULDER - 0.28 - 0.5 * depth + 0.42 * a * a / (0.4 + depth);
          case VEE -> SHOULDER - 0.25 - 1.5 * depth + (1.1 + depth) * a;
          case COLLAR -> SHOULDER - 0.1 - 0.5 * depth + 0.9 * a;
        };
    return (cos > 0 ? edge : SHOULDER + 0.4) - y;
  }

  void paint(double x, double y, double below, Shade s) {
    s.color(clothing.color());
    if (clothing.striped() && clothing.cut() != Clothing.Cut.COLLAR) {
      double stripe = Math.abs(y * 5 - StrictMath.floor(y * 5) - 0.5) * 2;
      s.mix(clothing.second(), Curve.step(0.45, 0.55, stripe));
    }
    double trim = clothing.cut() == Clothing.Cut.COLLAR ? 0.22 : 0.06;
    if (below < trim) {
      if (clothing.cut() == Clothing.Cut.COLLAR) {
        s.mix(clothing.second(), 0.8);
      }
      s.times(0.92);
    }
    s.times(1 - 0.3 * Curve.bump((below - trim) / 0.05) - 0.3 * Curve.bump(below / 0.04));
    double folds = Noise.rough(x * 2.2 + 0.6 * y, y * 1.1, seed + 5) - 0.5;
    double weave = Noise.value(x * 50, y * 50, seed + 6) - 0.5;
    s.times(1 + 0.3 * folds + 0.08 * weave);
    s.nx += 0.6 * folds;
    s.gloss = 0.015;
    s.narrow = 0;
    s.soft = 0.15;
    s.glint = 0;
  }
}
