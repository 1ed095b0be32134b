package dev.sosia.landmarks.toyfaces.render;

/// A mesh of `rows` x `columns` points, neighbours joined. A point has a place, a normal, and three
/// numbers that say where on its surface it lies.
final class Grid {
  final int rows;
  final int columns;
  final Material material;

  /// x, y, z of each point.
  final double[] place;

  /// Normals, unit vectors; after [#finish].
  final double[] normal;

  /// Three surface coordinates of each point.
  final double[] where;

  /// Column, row (in samples) and depth of each point; after [#finish].
  final double[] screen;

  Grid(Material material, int rows, int columns) {
    this.material = material;
    this.rows = rows;
    this.columns = columns;
    int points = rows * columns;
    this.place = new double[3 * points];
    this.normal = new double[3 * points];
    this.where = new double[3 * points];
    this.screen = new double[3 * points];
  }

  int index(int row, int column) {
    return 3 * (row * columns + column);
  }

  void locate(int at, double a, double b, double c) {
    where[at] = a;
    where[at + 1] = b;
    where[at + 2] = c;
  }

  void put(int at, double x, double y, double z) {
    place[at] = x;
    place[at + 1] = y;
    place[at + 2] = z;
  }

  /// Turns all points as the head, or less.
  void turn(Camera camera, double share) {
    for (int i = 0; i < place.length; i += 3) {
      camera.turn(place, i, share);
    }
  }

  /// Normals from neighbours, and the projection.
  ///
  /// @param outward 1 or -1: which way normals point when columns go right and rows go down
  /// @param samples per pixel, each way
  void finish(Camera camera, int outward, int samples) {
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        int left = index(r, Math.max(c - 1, 0));
        int right = index(r, Math.min(c + 1, columns - 1));
        int up = index(Math.max(r - 1, 0), c);
        int down = index(Math.min(r + 1, rows - 1), c);
        normalAt(index(r, c), left, right, up, down, outward);
      }
    }
    for (int i = 0; i < place.length; i += 3) {
      double z = place[i + 2];
      screen[i] = camera.column(place[i], z) * samples;
      screen[i + 1] = camera.row(place[i + 1], z) * samples;
      screen[i + 2] = z;
    }
  }

  private void normalAt(int at, int left, int right, int up, int down, int outward) {
    double ax = place[right] - place[left];
    double ay = place[right + 1] - place[left + 1];
    double az = place[right + 2] - place[left + 2];
    double bx = place[up] - place[down];
    double by = place[up + 1] - place[down + 1];
    double bz = place[up + 2] - place[down + 2];
    double nx = ay * bz - az * by;
    double ny = az * bx - ax * bz;
    double nz = ax * by - ay * bx;
    double length = Math.sqrt(nx * nx + ny * ny + nz * nz);
    double f = length > 1e-12 ? outward / length : 0;
    normal[at] = nx * f;
    normal[at + 1] = ny * f;
    normal[at + 2] = length > 1e-12 ? nz * f : 1;
  }
}
