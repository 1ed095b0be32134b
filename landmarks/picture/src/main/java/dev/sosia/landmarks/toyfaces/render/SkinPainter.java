package dev.sosia.landmarks.toyfaces.render;

import dev.sosia.landmarks.toyfaces.person.Identity;
import dev.sosia.landmarks.toyfaces.person.Rgb;

/// Paints skin with what lies on it: redness, freckles, wrinkles, nostrils, beard.
final class SkinPainter {
  private final FaceCurves face;
  private final Identity person;
  private final Rgb skin;
  private final Rgb line;
  private final int seed;
  private final EyePainter eyes;
  private final BrowPainter brows;
  private final LipPainter lips;
  private final BeardPainter beard;

  /// @param soft the width of half a sample, in face units
  SkinPainter(FaceCurves face, double soft) {
    this.face = face;
    this.person = face.person;
    this.skin = person.skin().color();
    this.line = skin.times(new Rgb(0.42, 0.30, 0.27));
    this.seed = (int) person.seed();
    this.eyes = new EyePainter(face, soft);
    this.brows = new BrowPainter(face);
    this.lips = new LipPainter(face, soft);
    this.beard = new BeardPainter(face);
  }

  /// @param cos of the angle around the head
  void face(double x, double y, double cos, Shade s) {
    plain(x, y, s);
    if (cos < 0) {
      return;
    }
    double a = Math.abs(x);
    redness(a, y, s);
    wrinkles(x, a, y, s);
    nostrils(a, y, s);
    beard.paint(x, y, s);
    lips.paint(x, y, s);
    brows.paint(x, y, s);
    eyes.paint(x, y, s);
  }

  /// Skin of neck and ears, too.
  void plain(double x, double y, Shade s) {
    s.color(skin);
    double mottled = Noise.rough(x * 5 + 11, y * 5, seed) - 0.5;
    double fine = Noise.value(x * 34, y * 34, seed + 1) - 0.5;
    s.times(1 + 0.07 * mottled + 0.045 * fine);
    s.gloss = 0.085 + 0.03 * person.skin().tone() + 0.05 * fine;
    s.narrow = 0.12;
    s.soft = 1;
    s.glint = 0;
  }

  /// Darker below the chin.
  void neck(double x, double y, Shade s) {
    plain(x, y, s);
    double under = Curve.step(-2.1, -1.3, y);
    s.times(1 - 0.42 * under, 1 - 0.5 * under, 1 - 0.5 * under);
  }

  void ear(double u, double v, Shade s) {
    plain(u, v, s);
    double bowl = Curve.bump((u - 0.15) / 0.6, v / 0.7);
    s.times(1 - 0.3 * bowl, 1 - 0.42 * bowl, 1 - 0.45 * bowl);
    s.times(1.03, 0.93, 0.91);
  }

  private void redness(double a, double y, Shade s) {
    Identity.Skin look = person.skin();
    double smile = Math.max(face.units.cornerPull(), face.units.cheekRaise());
    double red =
        (0.55 * look.blush() + 0.12 * smile) * Curve.bump((a - 0.57) / 0.42, (y + 0.46) / 0.4)
            + 0.5 * look.blush() * Curve.bump(a / 0.24, (y - face.noseTip) / 0.22)
            + 0.2 * look.blush() * Curve.bump(a / 0.35, (y - face.chin - 0.2) / 0.3)
            + 0.08;
    s.times(1 + 0.05 * red, 1 - 0.24 * red, 1 - 0.22 * red);
    double socket = Curve.bump((a - person.eyes().spacing() + 0.04) / 0.36, (y + 0.02) / 0.26);
    s.times(1 - 0.16 * socket, 1 - 0.22 * socket, 1 - 0.18 * socket);
    double bag =
        (0.1 + 0.2 * person.age())
            * Curve.bump((a - person.eyes().spacing() + 0.04) / 0.26, (y + 0.13) / 0.08);
    s.times(1 - bag, 1 - 1.15 * bag, 1 - bag);
    if (look.freckles() > 0 && y < 0.25 && y > -0.9) {
      double dots = Curve.step(0.74, 0.86, Noise.value(a * 24 + 3, y * 24, seed + 7));
      double place = Curve.bump(a / 1.0, (y + 0.28) / 0.55);
      double f = 0.5 * look.freckles() * dots * place;
      s.times(1 - 0.5 * f, 1 - 0.8 * f, 1 - 0.9 * f);
    }
  }

  private void wrinkles(double x, double a, double y, Shade s) {
    double age = person.age();
    double ink = 0;
    if (y < -0.35 && a < 0.8 && y > -1.3) {
      double fold =
          0.08 + 0.34 * age + 0.34 * face.units.cornerPull() + 0.3 * face.units.noseWrinkle();
      double d = face.nasolabial(x, y);
      ink = Math.max(ink, fold * Curve.bump(d / 0.035));
      s.times(1 - 0.12 * fold * Curve.bump(d / 0.12));
    }
    double raised = 0.5 * (face.units.browInnerUp() + face.units.browOuterUp());
    double forehead = 0.4 * age + 0.4 * raised - 0.2;
    if (forehead > 0 && y > 0.45 && y < 1 && a < 0.75) {
      double wavy = y + 0.05 * a * a - 0.02 * Noise.value(x * 4, y, seed + 9);
      for (int i = 0; i < 3; i++) {
        double along =
            Curve.bump(a / (0.7 - 0.08 * i)) * (0.75 + 0.25 * Noise.value(x * 5, i, seed));
        ink = Math.max(ink, forehead * along * Curve.bump((wavy - 0.55 - 0.12 * i) / 0.028));
      }
    }
    double frown = 0.75 * face.units.browLower() + 0.25 * age - 0.12;
    if (frown > 0 && a < 0.25 && y > 0 && y < 0.5) {
      double d = Math.abs(a - 0.075 - 0.04 * (y - 0.2)) / 0.03;
      ink = Math.max(ink, frown * Curve.bump(d) * Curve.bump((y - 0.24) / 0.2));
    }
    double crow = 0.35 * age + 0.4 * face.units.cheekRaise() - 0.1;
    double outer = person.eyes().spacing() + person.eyes().width();
    if (crow > 0 && a > outer && a < outer + 0.3 && Math.abs(y) < 0.3) {
      double spread = (y - 0.01) / (a - outer + 0.12);
      for (int i = -1; i <= 1; i++) {
        ink =
            Math.max(
                ink,
                crow
                    * Curve.bump((spread - 0.6 * i) / 0.13)
                    * Curve.bump((a - outer - 0.13) / 0.12));
      }
    }
    double wrinkle = 0.7 * face.units.noseWrinkle();
    if (wrinkle > 0 && a < 0.25 && y > -0.3 && y < 0.15) {
      for (int i = 0; i < 3; i++) {
        double d = (y - 0.05 + 0.09 * i + 0.35 * a) / 0.025;
        ink = Math.max(ink, wrinkle * Curve.bump(d) * Curve.bump((a - 0.09) / 0.1));
      }
    }
    double dimple = 0.5 * face.units.chinRaise();
    if (dimple > 0 && a < 0.3 && y < -1.1) {
      double pits = Curve.step(0.55, 0.8, Noise.value(x * 18, y * 18, seed + 13));
      s.times(1 - 0.3 * dimple * pits * Curve.bump(a / 0.28, (y - face.chin - 0.24) / 0.2));
    }
    s.mix(line, Math.min(0.8, 0.75 * ink));
  }

  private void nostrils(double a, double y, Shade s) {
    double base = face.noseBase;
    if (y > base + 0.3 || y < base - 0.2 || a > 0.5) {
      return;
    }
    double wing = face.noseHalf;
    double hole =
        Curve.step(
            1.1,
            0.55,
            oval(
                (a - 0.5 * wing) / (0.3 * wing),
                (y - base - 0.022 - 0.1 * (a - 0.5 * wing)) / 0.032));
    s.mix(line.times(0.35), 0.9 * hole);
    double crease =
        Curve.bump(
                (Math.sqrt(
                            square((a - 0.7 * wing) / (0.42 * wing))
                                + square((y - base - 0.1) / 0.125))
                        - 1)
                    / 0.22)
            * Curve.step(0.72 * wing, 0.95 * wing, a);
    s.mix(line, 0.42 * crease);
    double below = Curve.bump(a / (1.05 * wing)) * Curve.bump((y - base + 0.02) / 0.045);
    s.times(1 - 0.2 * below);
  }

  private static double oval(double x, double y) {
    return Math.sqrt(x * x + y * y);
  }

  private static double square(double x) {
    return x * x;
  }
}
