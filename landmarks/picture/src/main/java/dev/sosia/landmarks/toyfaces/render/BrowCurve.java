package dev.sosia.landmarks.toyfaces.render;

import dev.sosia.landmarks.toyfaces.person.ActionUnits;
import dev.sosia.landmarks.toyfaces.person.Identity;

/// One brow in face coordinates.
public final class BrowCurve {
  private final int side;
  private final Identity.Brows brows;
  private final double inner;
  private final double innerUp;
  private final double outerUp;
  private final double lower;
  private final double bend;

  /// @param side 1: on the picture's right, -1: left
  BrowCurve(int side, Identity.Brows brows, ActionUnits a) {
    this.side = side;
    this.brows = brows;
    double more = 1 + 0.35 * side * a.asymmetry();
    this.inner = brows.inner() - 0.045 * a.browLower();
    this.innerUp = 0.15 * a.browInnerUp() * more;
    this.outerUp = 0.14 * a.browOuterUp() * more;
    this.lower = 0.12 * a.browLower() + 0.06 * a.noseWrinkle();
    this.bend = 0.05 * a.browInnerUp() * Math.min(1, 2 * a.browLower());
  }

  /// Position along the brow: 0 at the inner end, 1 at the outer.
  double along(double x) {
    return (x * side - inner) / (brows.outer() - inner);
  }

  double x(double t) {
    return side * (inner + t * (brows.outer() - inner));
  }

  /// Height of the brow's middle line.
  double middle(double t) {
    double rest = brows.height() + brows.tilt() * t + brows.arch() * t * (2.2 - 1.7 * t) * 1.35;
    double up = innerUp * (1 - t) * (1 - t) + outerUp * t * (2 - t) + bend * (1 - 2 * t);
    return rest + up - lower * (1 - 0.72 * t);
  }

  /// Half the brow's thickness: full inside, thin at the outer end.
  double half(double t) {
    double c = Math.clamp(t, 0, 1);
    return brows.thickness() * (0.85 + 0.55 * c - 1.15 * c * c * c) + 0.004;
  }

  int side() {
    return side;
  }
}
