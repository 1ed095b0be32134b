package dev.sosia.landmarks.toyfaces.render;

import java.util.Arrays;

/// What the camera sees at each sample: the nearest surface, its normal and coordinates.
final class Samples {
  /// A surface without finer edges.
  static final Cut EVERYWHERE = (_, _, _) -> true;

  final int width;
  final int height;
  final float[] depth;
  final Material[] material;

  /// Normals and surface coordinates, three numbers for each sample.
  final float[] normal;

  final float[] where;

  Samples(int width, int height) {
    this.width = width;
    this.height = height;
    this.depth = new float[width * height];
    Arrays.fill(depth, -100);
    this.material = new Material[width * height];
    Arrays.fill(material, Material.BACKDROP);
    this.normal = new float[3 * width * height];
    this.where = new float[3 * width * height];
  }

  /// Says whether a surface is there at all at these coordinates, for edges finer than a mesh.
  interface Cut {
    boolean keeps(double a, double b, double c);
  }

  /// Draws a finished mesh; both sides of it are seen.
  void draw(Grid grid, Cut cut) {
    for (int r = 0; r + 1 < grid.rows; r++) {
      for (int c = 0; c + 1 < grid.columns; c++) {
        int i = grid.index(r, c);
        int j = grid.index(r, c + 1);
        int k = grid.index(r + 1, c);
        int l = grid.index(r + 1, c + 1);
        triangle(grid, i, k, j, cut);
        triangle(grid, j, k, l, cut);
      }
    }
  }

  private void triangle(Grid g, int i, int j, int k, Cut cut) {
    double[] s = g.screen;
    double x0 = s[i];
    double y0 = s[i + 1];
    double x1 = s[j];
    double y1 = s[j + 1];
    double x2 = s[k];
    double y2 = s[k + 1];
    double area = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0);
    if (Math.abs(area) < 1e-9) {
      return;
    }
    int left = Math.max(0, ceil(Math.min(x0, Math.min(x1, x2)) - 0.5));
    int right = Math.min(width - 1, ceil(Math.max(x0, Math.max(x1, x2)) - 0.5) - 1);
    int top = Math.max(0, ceil(Math.min(y0, Math.min(y1, y2)) - 0.5));
    int bottom = Math.min(height - 1, ceil(Math.max(y0, Math.max(y1, y2)) - 0.5) - 1);
    double inverse = 1 / area;
    for (int y = top; y <= bottom; y++) {
      double py = y + 0.5;
      for (int x = left; x <= right; x++) {
        double px = x + 0.5;
        double w1 = ((px - x0) * (y2 - y0) - (x2 - x0) * (py - y0)) * inverse;
        double w2 = ((x1 - x0) * (py - y0) - (px - x0) * (y1 - y0)) * inverse;
        double w0 = 1 - w1 - w2;
        if (w0 < 0 || w1 < 0 || w2 < 0) {
          continue;
        }
        double z = w0 * s[i + 2] + w1 * s[j + 2] + w2 * s[k + 2];
        int at = y * width + x;
        if (z > depth[at]) {
          put(g, at, z, i, j, k, w0, w1, w2, cut);
        }
      }
    }
  }

  private void put(
      Grid g, int at, double z, int i, int j, int k, double w0, double w1, double w2, Cut cut) {
    double[] w = g.where;
    double a = w0 * w[i] + w1 * w[j] + w2 * w[k];
    double b = w0 * w[i + 1] + w1 * w[j + 1] + w2 * w[k + 1];
    double c = w0 * w[i + 2] + w1 * w[j + 2] + w2 * w[k + 2];
    if (!cut.keeps(a, b, c)) {
      return;
    }
    depth[at] = (float) z;
    material[at] = g.material;
    where[3 * at] = (float) a;
    where[3 * at + 1] = (float) b;
    where[3 * at + 2] = (float) c;
    double[] n = g.normal;
    for (int d = 0; d < 3; d++) {
      normal[3 * at + d] = (float) (w0 * n[i + d] + w1 * n[j + d] + w2 * n[k + d]);
    }
  }

  private static int ceil(double x) {
    int i = (int) x;
    return x > i ? i + 1 : i;
  }
}
