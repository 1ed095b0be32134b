package dev.sosia.landmarks.toyfaces.render;

import dev.sosia.landmarks.toyfaces.person.Light;
import dev.sosia.landmarks.toyfaces.person.Rgb;

/// One sample while it is painted and lit: colour, normal, gloss. Reused for all samples.
final class Shade {
  double r;
  double g;
  double b;
  double nx;
  double ny;
  double nz;

  /// Strength of the highlight, and whether it is narrow (1) or broad (0).
  double gloss;

  double narrow;

  /// How far light creeps around the terminator, most in red: skin.
  double soft;

  /// Light that does not depend on the lamp: the glint in an eye.
  double glint;

  void color(Rgb c) {
    r = c.r();
    g = c.g();
    b = c.b();
  }

  void mix(Rgb c, double t) {
    if (t > 0) {
      r += (c.r() - r) * t;
      g += (c.g() - g) * t;
      b += (c.b() - b) * t;
    }
  }

  void times(double f) {
    r *= f;
    g *= f;
    b *= f;
  }

  void times(double fr, double fg, double fb) {
    r *= fr;
    g *= fg;
    b *= fb;
  }

  /// Lights the sample.
  ///
  /// @param lit 0 in shadow to 1
  /// @param open 0 to 1: how much of the surroundings reaches it
  void light(Light l, double lit, double open) {
    double d = nx * l.x() + ny * l.y() + nz * l.z();
    double up = 0.5 + 0.5 * ny;
    double red = wrap(d, 0.12 + 0.3 * soft) * lit;
    double green = wrap(d, 0.08 + 0.12 * soft) * lit;
    double blue = wrap(d, 0.05 + 0.08 * soft) * lit;
    double spec = highlight(l) * gloss * (0.25 + 0.75 * lit) * open;
    r =
        r * (red * l.lamp().r() + open * around(l.sky().r(), l.ground().r(), up))
            + spec * l.lamp().r();
    g =
        g * (green * l.lamp().g() + open * around(l.sky().g(), l.ground().g(), up))
            + spec * l.lamp().g();
    b =
        b * (blue * l.lamp().b() + open * around(l.sky().b(), l.ground().b(), up))
            + spec * l.lamp().b();
    r += glint;
    g += glint;
    b += glint;
  }

  private static double around(double sky, double ground, double up) {
    return ground + (sky - ground) * up;
  }

  private static double wrap(double d, double w) {
    double v = (d + w) / (1 + w);
    return v > 0 ? v : 0;
  }

  private double highlight(Light l) {
    double hz = l.z() + 1;
    double length = Math.sqrt(l.x() * l.x() + l.y() * l.y() + hz * hz);
    double h = (nx * l.x() + ny * l.y() + nz * hz) / length;
    if (h <= 0) {
      return 0;
    }
    double h2 = h * h;
    double h4 = h2 * h2;
    double h8 = h4 * h4;
    double broad = h8;
    double h32 = h8 * h8 * h8 * h8;
    return broad * 0.35 * (1 - narrow) + h32 * (0.35 + narrow);
  }
}
