package dev.sosia.landmarks.toyfaces.render;

import dev.sosia.landmarks.toyfaces.person.ActionUnits;
import dev.sosia.landmarks.toyfaces.person.Identity;

/// The four edges of the lips in face coordinates, from the corner on the picture's left (`t` = -1)
/// to the one on the right (1).
public final class LipCurves {
  private final Identity.Lips lips;
  private final double half;
  private final double y;
  private final double lift;
  private final double rise;
  private final double drop;
  private final double upper;
  private final double lower;
  private final double round;
  private final double slant;

  LipCurves(Identity.Lips lips, ActionUnits a) {
    this.lips = lips;
    this.half =
        lips.width()
            * (1
                + 0.34 * a.cornerPull()
                + 0.26 * a.lipStretch()
                - 0.3 * Math.min(1, a.pucker())
                - 0.1 * a.jawDrop()
                - 0.04 * a.lipPress());
    this.y = lips.y() + 0.02 * a.chinRaise() - 0.01 * a.lipPress() + 0.035 * a.noseWrinkle();
    this.lift = lips.corners() + 0.14 * a.cornerPull() - 0.145 * a.cornerDown();
    this.rise =
        0.028 * a.lipsPart() + 0.045 * a.upperLipRaise() * a.lipsPart() + 0.03 * a.jawDrop();
    this.drop = 0.105 * a.lipsPart() + 0.27 * a.jawDrop();
    double thin = 1 - 0.6 * Math.min(1.1, a.lipPress()) - 0.12 * Math.min(1, a.jawDrop());
    this.upper =
        lips.upper() * Math.max(0.2, thin - 0.2 * a.cornerPull() + 0.12 * a.upperLipRaise())
            + 0.008;
    this.lower =
        lips.lower()
            * Math.max(
                0.25,
                thin - 0.1 * a.cornerPull() + 0.14 * a.chinRaise() * (1 - a.lipPress() * 0.8));
    this.round = Math.min(1, a.jawDrop() + 0.3 * a.pucker());
    this.slant = 0.03 * a.asymmetry() + 0.02 * a.upperLipRaise() * (a.asymmetry() > 0 ? 1 : -1);
  }

  /// Position along the mouth, -1..1 between the corners.
  double along(double x) {
    return x / half;
  }

  double x(double t) {
    return half * t;
  }

  /// Where the closed lips would meet.
  double line(double t) {
    return y + lift * (t * t - 0.35) + slant * t;
  }

  private double gap(double t) {
    double g = 1 - t * t;
    if (g <= 0) {
      return 0;
    }
    return Curve.mix(Curve.arch(t), Math.sqrt(g), round);
  }

  double upperInner(double t) {
    return line(t) + rise * gap(t) - 0.006 * lips.bow() * Curve.bump(t / 0.4);
  }

  double lowerInner(double t) {
    return Math.min(line(t) - drop * gap(t), upperInner(t));
  }

  double upperOuter(double t) {
    double notch = 1 - 0.3 * lips.bow() * Curve.bump(t / 0.3);
    return upperInner(t) + upper * Curve.arch(t) * notch;
  }

  double lowerOuter(double t) {
    return lowerInner(t) - lower * Curve.arch(t);
  }

  double half() {
    return half;
  }

  double y() {
    return y;
  }

  /// How far the lower lip hangs from the upper in the middle.
  double opening() {
    return rise + drop;
  }

  /// How far the lower lip has dropped.
  double drop() {
    return drop;
  }
}
