package dev.sosia.landmarks.toyfaces.render;

/// The head as a mesh, with the shell of hair around it.
final class HeadMesh {
  private static final int COLUMNS = 145;
  private static final int ROWS = 150;

  private final HeadSurface surface;

  HeadMesh(HeadSurface surface) {
    this.surface = surface;
  }

  /// The head without hair. Surface coordinates: the egg's x and y in the frontal view, and the
  /// cosine of the angle around it.
  Grid skin() {
    Grid grid = new Grid(Material.FACE, ROWS, COLUMNS);
    double crown = surface.crown();
    double chin = surface.chin();
    for (int r = 0; r < ROWS; r++) {
      double h = height(r / (ROWS - 1.0), crown, chin);
      HeadSurface.Ring ring = surface.ring(h);
      for (int c = 0; c < COLUMNS; c++) {
        double angle = angle(2.0 * c / (COLUMNS - 1) - 1);
        double sin = StrictMath.sin(angle);
        double cos = StrictMath.cos(angle);
        int at = grid.index(r, c);
        surface.point(ring, sin, cos, grid.place, at);
        grid.locate(at, ring.halfWidth() * sin, grid.place[at + 1], cos);
      }
    }
    return grid;
  }

  /// Rows lie closer together near the ends, where rings shrink fast.
  private static double height(double t, double crown, double chin) {
    double s = 0.7 * t + 0.3 * 0.5 * (1 - StrictMath.cos(Math.PI * t));
    return crown + (chin - crown) * s;
  }

  /// From the middle of the back, left, over the front to the back again; finer in front.
  private static double angle(double t) {
    return Math.PI * (0.62 * t + 0.38 * t * t * t);
  }

  /// The shell of hair: the egg, moved outwards by the hair's thickness. Surface coordinates: the
  /// angle around the head, the height, and how far inside the hairline the point lies.
  Grid shell(HairShape hair) {
    int rows = 90;
    int columns = 121;
    Grid grid = new Grid(Material.HAIR, rows, columns);
    double crown = surface.crown();
    double[] p = new double[3];
    for (int r = 0; r < rows; r++) {
      double t = r / (rows - 1.0);
      double h = height(t, crown, -1.15);
      HeadSurface.Ring ring = surface.ring(h);
      for (int c = 0; c < columns; c++) {
        double angle = angle(2.0 * c / (columns - 1) - 1);
        double sin = StrictMath.sin(angle);
        double cos = StrictMath.cos(angle);
        surface.point(ring, sin, cos, p, 0);
        double cover = hair.cover(angle, p[1]);
        double thick = hair.thickness(angle, p[1], cover);
        double nx = p[0];
        double ny = p[1] > 0.1 ? (p[1] - 0.1) * 1.1 : 0;
        double nz = p[2] * 0.8;
        double length = Math.sqrt(nx * nx + ny * ny + nz * nz) + 1e-9;
        double f = thick / length;
        int at = grid.index(r, c);
        grid.put(at, p[0] + nx * f, p[1] + ny * f, p[2] + nz * f);
        grid.locate(at, angle, p[1], cover);
      }
    }
    return grid;
  }
}
