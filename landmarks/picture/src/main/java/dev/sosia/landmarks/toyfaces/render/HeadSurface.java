package dev.sosia.landmarks.toyfaces.render;

import dev.sosia.landmarks.toyfaces.person.ActionUnits;
import dev.sosia.landmarks.toyfaces.person.Identity;

/// The head's shape: an egg of superellipses, with bumps for everything on it.
///
/// The egg is a stack of rings, one for each height `h` at the front, from the crown to the chin.
/// On a ring, the angle 0 is the front, 90 degrees the picture's right; rings of the jaw rise
/// towards the back. The bumps move the egg's points towards the camera.
final class HeadSurface {
  private final FaceCurves face;
  private final Identity.HeadShape head;
  private final ActionUnits units;
  private final double squareness;
  private final double tip;

  HeadSurface(FaceCurves face) {
    this.face = face;
    this.head = face.person.head();
    this.units = face.units;
    this.squareness = 2.25 + 1.2 * head.jaw();
    this.tip = 1 / (1.68 + 0.5 * head.jaw());
  }

  /// The highest ring's height.
  double crown() {
    return head.forehead();
  }

  /// The lowest ring's height.
  double chin() {
    return face.chin;
  }

  /// 0 at the cheekbones, 1 at the chin; 0 above.
  private double down(double h) {
    return Math.clamp((h + 0.15) / (face.chin + 0.15), 0, 1);
  }

  /// Half the width of the ring at `h`.
  double halfWidth(double h) {
    if (h >= -0.15) {
      double u = Math.clamp((h + 0.15) / (head.forehead() + 0.15), 0, 1);
      return head.width() * root(1 - u * u * StrictMath.sqrt(u), 0.46);
    }
    double u = down(h);
    double tapered = root(1 - StrictMath.pow(u, squareness), tip);
    return head.width() * (tapered + 0.05 * head.fullness() * Curve.bump((u - 0.45) / 0.45));
  }

  /// How far the ring at `h` stands out at the front.
  private double front(double h) {
    if (h >= 0) {
      double u = Math.clamp(h / head.forehead(), 0, 1);
      return 1.14 * root(1 - u * u * u, 0.5);
    }
    double u = down(h);
    double v = u * u * u * u;
    return 1.14 - 0.06 * u - 0.02 + 0.02 * (1 - u) - 1.06 * (1 - root(1 - v * v, 0.5));
  }

  private static double root(double x, double exponent) {
    return x <= 0 ? 0 : StrictMath.pow(x, exponent);
  }

  /// How much the ring at `h` rises from its front to its side.
  private double rise(double h) {
    double u = down(h);
    return 0.34 * u * u * u;
  }

  /// What of a ring depends on its height only.
  record Ring(double h, double halfWidth, double front, double rise) {}

  Ring ring(double h) {
    return new Ring(h, halfWidth(h), front(h), rise(h));
  }

  /// The point at the angle with this sine and cosine on a ring: `out[at..at+2]` = x, y, z.
  void point(Ring ring, double sin, double cos, double[] out, int at) {
    double x = ring.halfWidth * sin;
    double y = ring.h + ring.rise * (1 - cos);
    double z = cos >= 0 ? ring.front * cos : (ring.front + 0.3) * cos;
    if (cos > 0) {
      z += relief(x, y) * Math.min(1, 2.5 * cos);
    }
    double cheek =
        0.045 * head.cheekbones() * Curve.bump((y + 0.22) / 0.42) * Math.max(0, sin * sin - 0.25);
    out[at] = x * (1 + cheek);
    out[at + 1] = y;
    out[at + 2] = z;
  }

  /// The surface's point whose egg lies at (x, y) in the frontal view.
  void at(double x, double y, double[] out) {
    double h = y;
    double sin = 0;
    double cos = 1;
    for (int i = 0; i < 24; i++) {
      double w = halfWidth(h);
      sin = w <= 0 ? 0 : Math.clamp(x / w, -1, 1);
      cos = Math.sqrt(1 - sin * sin);
      double next = Math.clamp(y - rise(h) * (1 - cos), face.chin, head.forehead());
      h = 0.5 * (h + next);
    }
    point(ring(h), sin, cos, out, 0);
  }

  /// How far the face stands out from the egg at (x, y).
  private double relief(double x, double y) {
    double a = Math.abs(x);
    double z = 0;
    if (y > -0.6 && y < 0.75) {
      z += aroundEyes(x, a, y);
    }
    if (a < 0.5 && y < 0.3 && y > -1) {
      z += nose(x, a, y);
    }
    if (y < 0.1) {
      z += cheeks(x, a, y);
    }
    if (y < -0.6) {
      z += mouth(x, y);
    }
    return z;
  }

  private double aroundEyes(double x, double a, double y) {
    Identity.Eyes e = face.person.eyes();
    double z = (0.035 + 0.05 * head.browRidge()) * Curve.bump((a - 0.4) / 0.55, (y - 0.27) / 0.26);
    z += 0.02 * head.browRidge() * Curve.bump(a / 0.4, (y - 0.24) / 0.2);
    z -= 0.15 * Curve.bump((a - e.spacing() + 0.03) / 0.44, (y + 0.01) / 0.36);
    z += 0.085 * Curve.bump((a - e.spacing()) / 0.27, y / 0.22);
    z -= 0.03 * Curve.bump((a - 0.92) / 0.3, (y - 0.3) / 0.4); // temples
    z += 0.03 * units.browLower() * Curve.bump((a - 0.14) / 0.14, (y - 0.22) / 0.16);
    z -= 0.02 * units.browLower() * Curve.bump(a / 0.06, (y - 0.24) / 0.2);
    BrowCurve brow = face.brow(x);
    double t = brow.along(x);
    if (t > -0.1 && t < 1.1) {
      z += 0.014 * Curve.bump((y - brow.middle(t)) / 0.09) * Curve.bump((t - 0.5) / 0.7);
    }
    EyeCurve eye = face.eye(x);
    double s = eye.along(x);
    if (s > -1.1 && s < 1.1) { // the lids' edges
      z += 0.02 * Curve.bump((y - eye.upper(s) - 0.02) / 0.045) * Curve.bump(s / 1.15);
      z += 0.014 * Curve.bump((y - eye.lower(s) + 0.02) / 0.04) * Curve.bump(s / 1.15);
      if (e.fold() > 0) {
        z -= 0.016 * Curve.bump((y - eye.crease(s) - 0.01) / 0.03) * Curve.bump(s / 1.2);
      }
    }
    return z;
  }

  private double nose(double x, double a, double y) {
    Identity.Nose n = face.person.nose();
    double start = 0.2;
    double along = Math.clamp((start - y) / (start - face.noseTip), 0, 1.3); // 1 at the tip
    double height;
    if (along <= 1) {
      double g = along * along * (1.6 - 0.6 * along);
      height = n.projection() * (0.1 + 0.9 * g) * Curve.step(0, 0.3, along);
      height += n.hump() * Curve.bump((along - 0.45) / 0.4);
    } else {
      height = n.projection();
    }
    double under = Curve.step(face.noseBase - 0.035, face.noseTip - 0.03, y);
    double width = Curve.mix(n.bridge(), face.noseHalf * 0.72, Math.min(1, along * along)) * 2.05;
    double z = height * Curve.bump(x / width) * under;
    z += (0.05 + 0.05 * n.tip()) * Curve.bump(x / 0.2, (y - face.noseTip - 0.02) / 0.17);
    double wingX = (a - 0.76 * face.noseHalf) / (0.62 * face.noseHalf);
    z += 0.16 * Curve.bump(wingX, (y - face.noseBase - 0.11) / 0.145);
    z -= 0.03 * Curve.bump((a - face.noseHalf - 0.03) / 0.07, (y - face.noseBase - 0.12) / 0.16);
    z -= 0.06 * Curve.bump((a - 0.42 * face.noseHalf) / 0.09, (y - face.noseBase - 0.01) / 0.05);
    return z;
  }

  private double cheeks(double x, double a, double y) {
    double z = (0.05 + 0.045 * head.cheekbones()) * Curve.bump((a - 0.6) / 0.42, (y + 0.32) / 0.36);
    double raised = Math.max(units.cheekRaise(), 0.8 * units.cornerPull());
    z += 0.075 * raised * Curve.bump((a - 0.56) / 0.36, (y + 0.42) / 0.34);
    z -= 0.05 * (0.4 - 0.6 * head.fullness()) * Curve.bump((a - 0.72) / 0.35, (y + 0.85) / 0.4);
    double fold =
        0.012 + 0.02 * face.person.age() + 0.03 * units.cornerPull() + 0.025 * units.noseWrinkle();
    if (a < 0.8 && y > -1.25) {
      z -= fold * Curve.bump(face.nasolabial(x, y) / 0.07);
    }
    return z;
  }

  private double mouth(double x, double y) {
    LipCurves lips = face.lips;
    double z = 0.075 * Curve.bump(x / 0.62, (y - lips.y()) / 0.5);
    z -= 0.018 * Curve.bump(x / 0.07, (y - 0.5 * (face.noseBase + lips.upperOuter(0))) / 0.15);
    z += (0.06 + 0.06 * head.chin()) * Curve.bump(x / 0.36, (y - face.chin - 0.22) / 0.3);
    double sulcus = lips.lowerOuter(0) - 0.075;
    z -= 0.045 * Curve.bump(x / 0.4, (y - sulcus) / 0.11);
    z += 0.02 * units.chinRaise() * Curve.bump(x / 0.25, (y - sulcus + 0.13) / 0.14);
    double t = lips.along(x);
    if (t > -1.25 && t < 1.25) {
      z -= 0.03 * Curve.bump((Math.abs(t) - 1) / 0.22, (y - lips.line(1)) / 0.08);
    }
    if (t > -1 && t < 1) {
      double ui = lips.upperInner(t);
      double uo = lips.upperOuter(t);
      double li = lips.lowerInner(t);
      double lo = lips.lowerOuter(t);
      double fade = Curve.arch(t);
      if (y > ui) {
        z +=
            0.055
                * fade
                * Curve.bump((y - ui - 0.25 * (uo - ui)) / Math.max(0.05, 1.1 * (uo - ui)));
      } else if (y < li) {
        z +=
            0.07 * fade * Curve.bump((li - y - 0.4 * (li - lo)) / Math.max(0.05, 0.95 * (li - lo)));
      } else {
        z += 0.05 * fade - 0.09 * fade * Math.min(1, (ui - li) / 0.08);
      }
    }
    return z;
  }
}
