package dev.sosia.landmarks.toyfaces.render;

import dev.sosia.landmarks.toyfaces.person.ActionUnits;
import dev.sosia.landmarks.toyfaces.person.Identity;

/// Everything on a face that has an outline, for one person and one expression.
public final class FaceCurves {
  final Identity person;
  final ActionUnits units;
  final EyeCurve[] eyes;
  final BrowCurve[] brows;
  final LipCurves lips;

  /// Height of the nose's tip and of its base; negative, since below the eyes.
  final double noseTip;

  final double noseBase;

  /// Half the nose's width at its wings.
  final double noseHalf;

  /// Height of the lowest point of the chin.
  final double chin;

  FaceCurves(Identity person, ActionUnits units) {
    this.person = person;
    this.units = units;
    this.eyes =
        new EyeCurve[] {
          new EyeCurve(-1, person.eyes(), units), new EyeCurve(1, person.eyes(), units)
        };
    this.brows =
        new BrowCurve[] {
          new BrowCurve(-1, person.brows(), units), new BrowCurve(1, person.brows(), units)
        };
    this.lips = new LipCurves(person.lips(), units);
    double up = 0.05 * units.noseWrinkle();
    this.noseBase = -person.nose().length() + up;
    this.noseTip = noseBase + 0.15;
    this.noseHalf =
        person.nose().width()
            * (1
                + 0.1 * units.cornerPull()
                + 0.1 * units.noseWrinkle()
                + 0.1 * units.nostrilFlare());
    this.chin = -person.head().height() - 0.26 * units.jawDrop() + 0.02 * units.chinRaise();
  }

  EyeCurve eye(double x) {
    return eyes[x < 0 ? 0 : 1];
  }

  BrowCurve brow(double x) {
    return brows[x < 0 ? 0 : 1];
  }

  /// Distance of (x, y) from the fold that runs from the nose's wing around the mouth's corner.
  double nasolabial(double x, double y) {
    double a = Math.abs(x);
    double cornerX = lips.half() + 0.09;
    double cornerY = lips.line(1);
    double middleX = 0.5 * (noseHalf + cornerX) + 0.03;
    double middleY = 0.5 * (noseBase + 0.16 + cornerY) + 0.05;
    return Math.min(
        Curve.distance(a, y, noseHalf + 0.02, noseBase + 0.16, middleX, middleY),
        Curve.distance(a, y, middleX, middleY, cornerX, cornerY - 0.06));
  }
}
