package dev.sosia.landmarks.toyfaces.render;

import dev.sosia.landmarks.toyfaces.person.Identity;

/// Paints brows hair by hair.
final class BrowPainter {
  private final FaceCurves face;
  private final Identity.Brows look;
  private final int seed;

  BrowPainter(FaceCurves face) {
    this.face = face;
    this.look = face.person.brows();
    this.seed = (int) face.person.seed() + 57;
  }

  void paint(double x, double y, Shade s) {
    if (y < -0.1 || y > 0.85) {
      return;
    }
    BrowCurve brow = face.brow(x);
    double t = brow.along(x);
    if (t < -0.08 || t > 1.06) {
      return;
    }
    double half = brow.half(t);
    double d = (y - brow.middle(t)) / half;
    if (d < -1.6 || d > 1.6) {
      return;
    }
    // hairs lean outwards and up: slanted, stretched noise
    double lean = x * brow.side() - 0.55 * (1 - t) * d * half;
    double hair = Noise.value(lean * 62, y * 9 + lean * 12, seed);
    double body = Curve.step(1.35, 0.45, Math.abs(d) + 0.5 * (hair - 0.5));
    double ends = Curve.step(-0.06, 0.12, t + 0.06 * (hair - 0.5)) * Curve.step(1.05, 0.9, t);
    double ink = body * ends * look.density() * (0.62 + 0.38 * hair);
    s.mix(look.color(), Math.min(1, 1.1 * ink));
    s.gloss *= 1 - 0.8 * ink;
    s.soft *= 1 - 0.6 * ink;
  }
}
