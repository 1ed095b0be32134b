package dev.sosia.landmarks.toyfaces.render;

/// Neck, shoulders and ears.
final class BodyMesh {
  private BodyMesh() {}

  /// The neck; its top follows the head. Surface coordinates: x, y, and the share of the head's
  /// turn.
  static Grid neck(Camera camera, double masculine) {
    int rows = 30;
    int columns = 61;
    Grid grid = new Grid(Material.NECK, rows, columns);
    double top = -0.7;
    double bottom = -2.9;
    for (int r = 0; r < rows; r++) {
      double t = r / (rows - 1.0);
      double y = top + (bottom - top) * t;
      double flare = Curve.step(0.5, 1, t);
      double w = 0.56 + 0.1 * masculine + 0.5 * flare * flare;
      double share = 1 - Curve.step(0.0, 0.65, t);
      for (int c = 0; c < columns; c++) {
        double angle = Math.PI * (2.0 * c / (columns - 1) - 1);
        double sin = StrictMath.sin(angle);
        double cos = StrictMath.cos(angle);
        double tendon =
            0.035
                * Curve.bump((Math.abs(angle) - 0.55 + 0.45 * t) / 0.22)
                * Curve.step(0.1, 0.4, t);
        double notch = 0.05 * Curve.bump(angle / 0.3) * Curve.step(0.55, 0.8, t);
        double f = 1 + tendon - notch;
        int at = grid.index(r, c);
        grid.put(at, w * sin * f, y, -0.32 + (0.58 + 0.06 * flare) * cos * f);
        grid.locate(at, w * sin, y, share);
        camera.turn(grid.place, at, share);
      }
    }
    return grid;
  }

  /// Chest and shoulders. Surface coordinates: x, y, and the cosine of the angle around.
  static Grid torso(double masculine) {
    int rows = 40;
    int columns = 81;
    Grid grid = new Grid(Material.CLOTH, rows, columns);
    for (int r = 0; r < rows; r++) {
      double t = r / (rows - 1.0);
      double y = -1.95 - 2.2 * t * t - 0.35 * t;
      // shoulders: the neck's width on top, falling off to the arms
      double reach = Curve.step(0, 0.75, t);
      double w =
          0.5
              + (1.45 + 0.25 * masculine)
                  * Math.sqrt(Math.min(1, 1.15 * t))
                  * (0.55 + 0.45 * reach);
      for (int c = 0; c < columns; c++) {
        double angle = Math.PI * (2.0 * c / (columns - 1) - 1);
        double sin = StrictMath.sin(angle);
        double cos = StrictMath.cos(angle);
        int at = grid.index(r, c);
        grid.put(at, w * sin, y, -0.35 + (0.63 + 0.34 * reach) * cos);
        grid.locate(at, w * sin, y, cos);
      }
    }
    return grid;
  }

  /// An ear. Surface coordinates: place within it, each -1..1, and the side.
  static Grid ear(int side, double headWidth) {
    int rows = 24;
    int columns = 25;
    Grid grid = new Grid(Material.EAR, rows, columns);
    for (int r = 0; r < rows; r++) {
      double v = StrictMath.PI * r / (rows - 1.0);
      for (int c = 0; c < columns; c++) {
        double u = 2 * StrictMath.PI * c / (columns - 1.0) - StrictMath.PI;
        double sv = StrictMath.sin(v);
        double cv = StrictMath.cos(v);
        double su = StrictMath.sin(u);
        double cu = StrictMath.cos(u);
        double lobe = 1 - 0.28 * Curve.step(0.2, -1, cv);
        double out = 0.15 * sv * su * lobe;
        double deep = 0.26 * sv * cu * lobe;
        double bowl = 0.035 * Curve.bump(su - 0.4, cv);
        int at = grid.index(r, c);
        // the ear stands off the head at an angle, its back edge further out
        grid.put(
            at,
            side * (headWidth * 0.985 + out - 0.28 * deep - bowl),
            -0.22 + 0.34 * cv - 0.1 * deep,
            -0.12 + deep + 0.3 * out);
        grid.locate(at, su * sv, cv, side);
      }
    }
    return grid;
  }

  /// Glasses: a ring for a lens, or a bar. Surface coordinates are not used.
  static Grid bar(double[][] line, double thickness) {
    int columns = 7;
    Grid grid = new Grid(Material.GLASSES, line.length, columns);
    for (int r = 0; r < line.length; r++) {
      double[] from = line[Math.max(r - 1, 0)];
      double[] to = line[Math.min(r + 1, line.length - 1)];
      double dx = to[0] - from[0];
      double dy = to[1] - from[1];
      double dz = to[2] - from[2];
      double length = Math.sqrt(dx * dx + dy * dy + dz * dz) + 1e-9;
      dx /= length;
      dy /= length;
      dz /= length;
      // two directions across the bar
      double ex = -dy;
      double ey = dx;
      double e = Math.sqrt(ex * ex + ey * ey);
      if (e < 0.2) {
        ex = 0;
        ey = 1;
      } else {
        ex /= e;
        ey /= e;
      }
      double fx = -dz * ey;
      double fy = dz * ex;
      double fz = dx * ey - dy * ex;
      for (int c = 0; c < columns; c++) {
        double u = 2 * StrictMath.PI * c / (columns - 1.0);
        double s = 0.5 * thickness * StrictMath.sin(u);
        double k = 0.5 * thickness * StrictMath.cos(u);
        int at = grid.index(r, c);
        grid.put(
            at, line[r][0] + ex * s + fx * k, line[r][1] + ey * s + fy * k, line[r][2] + fz * k);
      }
    }
    return grid;
  }
}
