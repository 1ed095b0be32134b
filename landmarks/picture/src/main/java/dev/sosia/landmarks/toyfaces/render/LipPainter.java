package dev.sosia.landmarks.toyfaces.render;

import dev.sosia.landmarks.toyfaces.person.Rgb;

/// Paints lips, and what an open mouth shows: teeth, tongue, darkness.
final class LipPainter {
  private static final Rgb TOOTH = Rgb.srgb(236, 228, 214);
  private static final Rgb TONGUE = Rgb.srgb(176, 84, 84);
  private static final Rgb DARK = Rgb.srgb(44, 14, 14);

  private final FaceCurves face;
  private final LipCurves lips;
  private final Rgb color;
  private final Rgb line;
  private final double soft;
  private final int seed;

  LipPainter(FaceCurves face, double soft) {
    this.face = face;
    this.lips = face.lips;
    this.color = face.person.lips().color();
    this.line = color.times(new Rgb(0.28, 0.2, 0.2));
    this.soft = Math.max(soft, 0.006);
    this.seed = (int) face.person.seed() + 83;
  }

  void paint(double x, double y, Shade s) {
    double t = lips.along(x);
    if (t < -1.2 || t > 1.2 || y > face.noseBase || y < face.chin) {
      return;
    }
    double corner = Curve.bump((Math.abs(t) - 1) / 0.16, (y - lips.line(t)) / 0.035);
    s.mix(line, 0.55 * corner);
    double c = Math.clamp(t, -1, 1);
    double ui = lips.upperInner(c);
    double li = lips.lowerInner(c);
    double uo = lips.upperOuter(c);
    double lo = lips.lowerOuter(c);
    double in =
        Curve.step(-1.5 * soft, 1.5 * soft, Math.min(uo - y, y - lo))
            * Curve.step(1.02, 0.97, Math.abs(t));
    if (in <= 0) {
      double below = Curve.bump((y - lo + 0.06) / 0.08) * Curve.arch(c);
      s.times(1 - 0.16 * below);
      return;
    }
    double wrinkles = Noise.value(x * 30, y * 6, seed) - 0.5;
    s.mix(color.times((y > li ? 0.86 : 1.04) + 0.12 * wrinkles), 0.92 * in);
    double fullness =
        y < li ? Curve.bump((y - 0.6 * li - 0.4 * lo) / Math.max(0.04, 0.7 * (li - lo))) : 0;
    s.gloss = s.gloss * (1 - in) + in * (0.06 + 0.2 * fullness + 0.05 * wrinkles);
    s.narrow = 0.35;
    double open = ui - li;
    double seam = Math.max(0.011, 0.8 * soft);
    double inside =
        Curve.step(-seam, seam * 0.2, Math.min(ui - y, y - li))
            * Curve.step(1.0, 0.93, Math.abs(t));
    if (inside > 0) {
      mouth(x, y, t, ui, li, open, inside, s);
    }
  }

  private void mouth(
      double x, double y, double t, double ui, double li, double open, double in, Shade s) {
    double deep = Curve.step(0.0, 0.05, open);
    s.mix(line, 0.85 * in * (1 - deep));
    if (deep <= 0) {
      return;
    }
    s.mix(DARK, in * deep);
    double bite = lips.y() + 0.01;
    double tongue = Curve.bump(x / (0.75 * lips.half()), (y - li + 0.03) / 0.16);
    s.mix(TONGUE, 0.7 * in * deep * tongue);
    double row = Curve.step(0.33, 0.26, Math.abs(x));
    double upperEdge = bite - 0.075 + 0.06 * x * x * 5;
    double gaps = 1 - 0.22 * Curve.step(0.4, 0.5, Math.abs(x / 0.078 - StrictMath.rint(x / 0.078)));
    double upper =
        Curve.step(upperEdge - soft, upperEdge + soft, y)
            * Curve.step(0.75, 0.95, 1 + (y < ui ? 0 : -1));
    double lowerEdge = bite - 0.085 - 0.8 * Math.max(0, lips.drop() - 0.09);
    double lower =
        Curve.step(lowerEdge + soft, lowerEdge - soft, y)
            * Curve.step(lowerEdge - 0.1, lowerEdge - 0.08, y);
    double teeth = Math.max(upper, 0.85 * lower) * row * in * deep;
    double shadow = 0.62 + 0.38 * Curve.step(ui, ui - 0.05, y);
    s.mix(TOOTH.times(shadow * gaps * (1 - 0.45 * t * t)), 0.97 * teeth);
    s.gloss *= 1 - in * deep * (1 - 0.5 * teeth);
    s.soft *= 1 - in;
    s.nx *= 1 - 0.7 * teeth;
    s.ny *= 1 - 0.9 * teeth;
    s.nz = s.nz * (1 - teeth) + teeth;
  }
}
