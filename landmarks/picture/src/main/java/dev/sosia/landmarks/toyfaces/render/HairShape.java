package dev.sosia.landmarks.toyfaces.render;

import dev.sosia.landmarks.toyfaces.person.Hair;

/// Where hair grows and how thick it lies. Angles go around the head: 0 is the front, `PI / 2` the
/// picture's right.
final class HairShape {
  private final Hair hair;
  private final int seed;

  HairShape(Hair hair, int seed) {
    this.hair = hair;
    this.seed = seed;
  }

  /// How far inside the hairline a point of the head lies; negative outside.
  double cover(double angle, double y) {
    double a = Math.abs(angle);
    double sideways = angle / 1.0;
    double front = hair.hairline() - 0.2 * a * a + 0.09 * Curve.bump((a - 0.5) / 0.4);
    front += hair.recession() * (0.3 * Curve.bump((a - 0.68) / 0.36) + 0.1);
    if (hair.fringe() > 0) {
      double lean = hair.part() == 0 ? 0 : 0.18 * sideways * (hair.part() > 0 ? -1 : 1);
      front -=
          hair.fringe()
              * (0.52 + lean + 0.1 * Noise.value(angle * 7, 0, seed))
              * Curve.bump(a / 1.35);
    }
    front -= 0.05 * Noise.value(angle * 6, 3, seed);
    double side = sideburn(a);
    double line = Curve.mix(front, side, Curve.step(0.85, 1.12, a));
    return y - line;
  }

  /// The hairline's height beside the eyes, around the ears and in the neck.
  private double sideburn(double a) {
    double ear = hair.style().hangs() ? -0.5 : -0.22;
    double down = Curve.mix(0.45, ear, Curve.step(1.0, 1.22, a));
    return Curve.mix(down, -0.75, Curve.step(1.75, 2.1, a));
  }

  /// Thickness of the shell.
  double thickness(double angle, double y, double cover) {
    if (cover <= -0.02) {
      return 0;
    }
    double in = Curve.step(-0.02, 0.35, cover);
    double top = Curve.step(0.3, 1.3, y);
    double wide =
        switch (hair.style()) {
          case SHAVED -> 0.012;
          case CROPPED -> 0.05 + 0.09 * top;
          case PARTED -> 0.07 + 0.16 * top * parted(angle, y);
          case QUIFF -> 0.05 + 0.26 * top * (0.75 + 0.5 * Curve.bump(angle / 1.4));
          case AFRO -> (0.3 + 0.16 * top) * Curve.step(-0.75, 0.35, y);
          case BOB -> 0.15 + 0.1 * top * parted(angle, y);
          case LONG -> 0.12 + 0.1 * top * parted(angle, y);
          case TIED -> 0.035 + 0.05 * top;
        };
    double lumps =
        hair.style() == Hair.Style.AFRO
            ? 0.1 * Noise.rough(angle * 5, y * 5, seed)
            : hair.style() == Hair.Style.SHAVED
                ? 0
                : 0.05 * hair.wave() * Noise.value(angle * 8, y * 4, seed + 2);
    double edge = hair.style() == Hair.Style.SHAVED ? 0.005 : 0.012;
    return edge + (wide * hair.volume() + lumps) * in;
  }

  /// Less at the parting, more beside it.
  private double parted(double angle, double y) {
    double d = angle - 1.3 * hair.part();
    double beside = (d - 0.5 * (hair.part() > 0 ? -1 : 1)) / 0.6;
    double shape = 0.25 * Curve.bump(beside) - 0.55 * Curve.bump(d / 0.22);
    return 1 + shape * (1 - 0.8 * Curve.step(1.25, 1.5, y));
  }

  /// Hair that hangs: a curtain around the sides and the back, or null. Surface coordinates: the
  /// angle, the height, and 1.
  Grid curtain(HeadSurface head) {
    int rows = 56;
    int columns = 97;
    Grid grid = new Grid(Material.HAIR, rows, columns);
    double bottom = hair.length();
    double top = 0.75;
    for (int r = 0; r < rows; r++) {
      double y = top + (bottom - top) * r / (rows - 1.0);
      double down = (top - y) / (top - bottom);
      double skull = head.halfWidth(Math.max(y, -0.35));
      for (int c = 0; c < columns; c++) {
        double t = 2.0 * c / (columns - 1) - 1;
        double start = 1.12 + 0.16 * Curve.bump((y - 0.2) / 0.5) - 0.08 * down;
        double angle = Math.PI + t * (Math.PI - start); // from one temple over the back
        double sin = StrictMath.sin(angle);
        double cos = StrictMath.cos(angle);
        double wave =
            0.09 * hair.wave() * (Noise.value(angle * 2.2, y * 2.6, seed + 5) - 0.5)
                + 0.05 * (Noise.value(angle * 7, y * 1.2, seed + 6) - 0.5);
        double out = 0.16 * hair.volume() * Curve.step(0.75, 0.1, y) + wave;
        double flare =
            hair.style() == Hair.Style.BOB ? 0.1 * Curve.bump((down - 0.75) / 0.5) : 0.12 * down;
        double end = hair.style() == Hair.Style.BOB ? -0.14 * Curve.step(0.85, 1, down) : 0;
        double w = skull + out + flare + end;
        double z = cos > 0 ? 0.9 * cos : 1.35 * cos;
        int at = grid.index(r, c);
        grid.put(at, w * sin, y, z * (0.85 + out) - 0.12 * down);
        grid.locate(at, angle, y, 1);
      }
    }
    return grid;
  }

  /// A bun on top of the head.
  Grid bun(double crown) {
    int rows = 24;
    int columns = 41;
    Grid grid = new Grid(Material.HAIR, rows, columns);
    double size = 0.38 * hair.volume();
    for (int r = 0; r < rows; r++) {
      double v = Math.PI * r / (rows - 1.0);
      for (int c = 0; c < columns; c++) {
        double u = 2 * Math.PI * c / (columns - 1.0) - Math.PI;
        double sin = StrictMath.sin(v);
        int at = grid.index(r, c);
        grid.put(
            at,
            size * sin * StrictMath.sin(u),
            crown + 0.28 + 0.8 * size * StrictMath.cos(v),
            -0.35 + size * sin * StrictMath.cos(u));
        grid.locate(at, u + 1.5 * v, 1.4 * StrictMath.cos(v) + 2, 1);
      }
    }
    return grid;
  }

  /// Whether a strand is there, at the ragged edge of the hair.
  boolean keeps(double angle, double y, double cover) {
    if (cover > 0.2) {
      return true;
    }
    double strands = Noise.value(angle * 46, y * 3, seed + 3);
    double fine = Noise.value(angle * 150, y * 8, seed + 8);
    double ragged = hair.fringe() > 0.3 ? 0.1 * strands : 0.07 * strands + 0.11 * fine;
    return cover - ragged > -0.02;
  }
}
