package dev.sosia.landmarks.toyfaces.render;

import dev.sosia.landmarks.toyfaces.person.Beard;

/// Paints stubble, moustaches and beards.
final class BeardPainter {
  private final FaceCurves face;
  private final Beard beard;
  private final int seed;

  BeardPainter(FaceCurves face) {
    this.face = face;
    this.beard = face.person.beard();
    this.seed = (int) face.person.seed() + 101;
  }

  void paint(double x, double y, Shade s) {
    if (beard.style() == Beard.Style.NONE || y > 0.1) {
      return;
    }
    double a = Math.abs(x);
    double ragged = 0.07 * (Noise.value(x * 16, y * 16, seed) - 0.5);
    double grows =
        switch (beard.style()) {
          case NONE -> 0;
          case STUBBLE -> 0.5 * Math.max(jaw(a, y + ragged), moustache(a, y + ragged));
          case MOUSTACHE -> Math.max(moustache(a, y + ragged), 0.12 * jaw(a, y));
          case GOATEE ->
              Math.max(Math.max(moustache(a, y + ragged), goatee(a, y + ragged)), 0.15 * jaw(a, y));
          case FULL -> Math.max(jaw(a, y + ragged), moustache(a, y + ragged));
        };
    if (grows <= 0) {
      return;
    }
    double strand = Noise.rough(x * 40 + y * 6, y * 15, seed + 1);
    double tuft = Noise.value(x * 9, y * 6, seed + 2);
    double ink = grows * beard.density() * (0.62 + 0.38 * strand);
    s.mix(beard.color().times(0.6 + 0.5 * strand + 0.3 * tuft), Math.min(0.94, 1.12 * ink));
    s.gloss *= 1 - 0.75 * ink;
    s.soft *= 1 - 0.5 * ink;
  }

  /// Cheeks below a line from the ear to the mouth, jaw and chin.
  private double jaw(double a, double y) {
    double out = Math.max(0, a - 0.4) / 0.52;
    double line = face.lips.y() + 0.12 + 0.62 * out * out;
    double chinStrap = Curve.step(line + 0.07, line - 0.09, y);
    double bare = Curve.bump(a / 0.42, (y - face.lips.y()) / 0.16); // around the lips
    return chinStrap * (1 - 0.75 * bare);
  }

  private double moustache(double a, double y) {
    double top = face.noseBase - 0.035 - 0.3 * a * a;
    double bottom = face.lips.upperOuter(Math.clamp(face.lips.along(a), -1, 1)) - 0.01;
    double wide = Curve.step(face.lips.half() + 0.12, face.lips.half() - 0.04, a);
    return Curve.step(top + 0.02, top - 0.04, y)
        * Curve.step(bottom - 0.06 * a - 0.05, bottom, y)
        * wide;
  }

  private double goatee(double a, double y) {
    double wide = face.lips.half() + 0.06;
    double chin =
        Curve.step(wide, wide - 0.14, a)
            * Curve.step(face.lips.lowerOuter(0), face.lips.lowerOuter(0) - 0.1, y);
    double sides =
        Curve.bump((a - face.lips.half() - 0.03) / 0.1)
            * Curve.step(face.noseBase - 0.1, face.noseBase - 0.2, y);
    return Math.max(chin, sides);
  }
}
