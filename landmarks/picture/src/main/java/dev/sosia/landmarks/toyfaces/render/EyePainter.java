package dev.sosia.landmarks.toyfaces.render;

import dev.sosia.landmarks.toyfaces.person.Identity;
import dev.sosia.landmarks.toyfaces.person.Rgb;

/// Paints eyes: lids, lashes, the white, iris, pupil and the glint of the lamp.
final class EyePainter {
  private static final Rgb WHITE = Rgb.srgb(232, 226, 222);
  private static final Rgb PINK = Rgb.srgb(205, 140, 130);
  private static final Rgb BLACK = Rgb.srgb(10, 8, 8);
  private static final Rgb LASH = Rgb.srgb(26, 19, 17);

  private final FaceCurves face;
  private final Rgb iris;
  private final Rgb rim;
  private final Rgb lid;
  private final double lashes;
  private final double soft;
  private final int seed;

  EyePainter(FaceCurves face, double soft) {
    Identity person = face.person;
    this.face = face;
    this.iris = person.eyes().color();
    this.rim = iris.times(0.3);
    this.lid = person.skin().color().times(new Rgb(0.5, 0.36, 0.33));
    this.lashes = person.eyes().lashes();
    this.soft = Math.max(soft, 0.004);
    this.seed = (int) person.seed() + 31;
  }

  void paint(double x, double y, Shade s) {
    if (y > 0.4 || y < -0.3) {
      return;
    }
    EyeCurve eye = face.eye(x);
    double t = eye.along(x);
    if (t < -1.35 || t > 1.45) {
      return;
    }
    double c = Math.clamp(t, -1, 1);
    double upper = eye.upper(c);
    double lower = eye.lower(c);
    if (face.person.eyes().fold() > 0) {
      double crease = Curve.bump((y - eye.crease(t)) / 0.022) * Curve.bump(t / 1.3);
      s.mix(lid, 0.5 * crease);
    }
    double shade =
        Curve.step(upper + 0.12, upper, y)
            * Curve.step(upper - 0.02, upper, y)
            * Curve.bump(t / 1.35);
    s.times(1 - 0.13 * shade);
    double under = Curve.bump((y - lower + 0.018) / 0.03) * Curve.bump(t / 1.1);
    s.mix(lid, 0.28 * under);
    double inside =
        Curve.step(-soft, soft, Math.min(upper - y, y - lower)) * (Math.abs(t) < 1 ? 1 : 0);
    if (inside > 0) {
      ball(eye, x, y, t, upper, lower, inside, s);
    }
    lashes(t, c, y, upper, lower, s);
  }

  private void ball(
      EyeCurve eye, double x, double y, double t, double upper, double lower, double in, Shade s) {
    double dx = x - eye.irisX();
    double dy = y - eye.irisY();
    double d = Math.sqrt(dx * dx + dy * dy) / EyeCurve.IRIS;
    s.mix(WHITE, in);
    s.mix(PINK, in * (0.75 * Curve.step(-0.78, -0.98, t) + 0.3 * Curve.step(0.75, 1, t)));
    double edge = 1.3 * soft / EyeCurve.IRIS;
    double disk = in * Curve.step(1 + edge, 1 - edge, d);
    if (disk > 0) {
      double streaks =
          Noise.value(
              14 * dx / (Math.abs(dx) + Math.abs(dy) + 1e-6) + (dy > 0 ? 40 : 0), 2.5 * d, seed);
      s.mix(
          iris.times(0.55 + 0.45 * streaks + 0.75 * Curve.step(0.25, -0.9, dy / EyeCurve.IRIS)),
          disk);
      s.mix(rim, disk * Curve.step(0.7, 0.98, d));
      s.mix(BLACK, disk * Curve.step(0.42 + edge, 0.42 - edge, d));
    }
    // the lid's shadow on the ball, and the ball's curve away into the corners
    double shadow = Curve.step(upper - 0.085, upper - 0.005, y);
    double round = Curve.bump((x - eye.centerX()) / (1.5 * eye.width()));
    s.times(1 - in * (1 - (1 - 0.55 * shadow) * (0.45 + 0.55 * round)));
    double lowerShade = Curve.step(lower + 0.03, lower, y);
    s.times(1 - 0.18 * in * lowerShade);
    s.nx = s.nx * (1 - in) + in * 1.2 * (x - eye.centerX());
    s.ny = s.ny * (1 - in) + in * (1.2 * y + 0.05);
    s.nz = Math.max(0.2, s.nz * (1 - in) + in);
    double length = Math.sqrt(s.nx * s.nx + s.ny * s.ny + s.nz * s.nz);
    s.nx /= length;
    s.ny /= length;
    s.nz /= length;
    s.gloss *= 1 - in;
    s.soft *= 1 - in;
    double gx = (dx - 0.028) / 0.024;
    double gy = (dy - 0.03) / 0.026;
    s.glint += 0.85 * in * Curve.step(1.25, 0.6, Math.sqrt(gx * gx + gy * gy));
    double hx = (dx + 0.03) / 0.03;
    double hy = (dy + 0.035) / 0.02;
    s.glint += 0.06 * in * Curve.bump(hx, hy);
  }

  private void lashes(double t, double c, double y, double upper, double lower, Shade s) {
    double wing = Curve.step(-1.05, 0.9, t);
    double thick = 0.014 + (0.012 + 0.016 * wing) * (0.35 + lashes);
    double over = y - upper - 0.18 * Math.max(0, t - 1) - 0.25 * thick;
    double ends = Math.min(Curve.step(-1.06, -0.85, t), Curve.step(1.06 + 0.2 * lashes, 0.95, t));
    double line = Curve.step(thick, 0.45 * thick, Math.abs(over)) * ends;
    s.mix(LASH, (0.62 + 0.36 * lashes) * line);
    double lowerLine =
        Curve.step(0.015, 0.005, Math.abs(y - lower + 0.004)) * Curve.step(-0.8, 0.3, c);
    s.mix(LASH, (0.2 + 0.22 * lashes) * lowerLine * (Math.abs(t) < 1 ? 1 : 0));
    double cut = Math.max(line, 0.3 * lowerLine);
    s.gloss *= 1 - cut;
  }
}
