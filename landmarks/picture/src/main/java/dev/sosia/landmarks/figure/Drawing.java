package dev.sosia.landmarks.figure;

import dev.sosia.landmarks.picture.Picture;
import java.util.Arrays;

/// A picture to draw on with whole-number points, pixel by pixel as OpenCV does (8-connected lines,
/// one pixel wide, no smoothing). Points may lie outside.
///
/// Source: OpenCV 4.6, `drawing.cpp` (`line`, `fillPoly`).
public final class Drawing {
  private static final int FRACTION = 16;

  private final int width;
  private final int height;
  private final byte[] data;

  /// An RGB picture, all of it of one colour.
  ///
  /// @param rgb the colour, `0xRRGGBB`
  public Drawing(int width, int height, int rgb) {
    this.width = width;
    this.height = height;
    this.data = new byte[3 * width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        paint(x, y, rgb);
      }
    }
  }

  /// The picture as it is now.
  public Picture picture() {
    return Picture.of(width, height, 3, data.clone());
  }

  /// A line from (`x1`, `y1`) to (`x2`, `y2`), both ends painted.
  ///
  /// @param rgb the colour, `0xRRGGBB`
  public void line(int x1, int y1, int x2, int y2, int rgb) {
    int[] p = {x1, y1, x2, y2};
    if (!clip(p)) {
      return;
    }
    if (p[0] > p[2]) {
      p = new int[] {p[2], p[3], p[0], p[1]};
    }
    int x = p[0];
    int y = p[1];
    int dx = p[2] - x;
    int dy = Math.abs(p[3] - y);
    int down = p[3] < y ? -1 : 1;
    boolean steep = dy > dx;
    int major = Math.max(dx, dy);
    int minor = Math.min(dx, dy);
    int error = major - 2 * minor;
    for (int i = 0; i <= major; i++) {
      paint(x, y, rgb);
      boolean both = error < 0;
      error += (both ? 2 * major : 0) - 2 * minor;
      x += !steep || both ? 1 : 0;
      y += steep || both ? down : 0;
    }
  }

  /// Moves the ends to the picture's border where they lie beyond it; false if nothing is left.
  private boolean clip(int[] p) {
    int right = width - 1;
    int bottom = height - 1;
    if (outside(p[0], p[2], right) || outside(p[1], p[3], bottom)) {
      return false;
    }
    clipEnds(p, 1, 0, bottom);
    if (outside(p[0], p[2], right)) {
      return false;
    }
    clipEnds(p, 0, 1, right);
    return true;
  }

  private static boolean outside(int a, int b, int limit) {
    return (a < 0 && b < 0) || (a > limit && b > limit);
  }

  /// Brings coordinate `axis` of both ends into 0..`limit`, moving the other one along the line.
  private static void clipEnds(int[] p, int axis, int other, int limit) {
    for (int end = 0; end < 4; end += 2) {
      int v = p[end + axis];
      if (v < 0 || v > limit) {
        int to = v < 0 ? 0 : limit;
        double along = (double) (to - v) * (p[2 + other] - p[other]);
        p[end + other] += (int) (along / (p[2 + axis] - p[axis]));
        p[end + axis] = to;
      }
    }
  }

  /// Lines from each of the points to the next.
  public void lines(int[] x, int[] y, boolean closed, int rgb) {
    for (int i = 0; i + 1 < x.length; i++) {
      line(x[i], y[i], x[i + 1], y[i + 1], rgb);
    }
    if (closed) {
      int last = x.length - 1;
      line(x[last], y[last], x[0], y[0], rgb);
    }
  }

  /// A filled polygon, boundary included; where it crosses itself, even-odd.
  public void polygon(int[] x, int[] y, int rgb) {
    lines(x, y, true, rgb);
    int n = x.length;
    long[] crossings = new long[n];
    for (int row = 0; row < height; row++) {
      int found = 0;
      for (int i = 0; i < n; i++) {
        int j = (i + 1) % n;
        int upper = y[i] <= y[j] ? i : j;
        int lower = upper == i ? j : i;
        if (row >= y[upper] && row < y[lower]) {
          long slope = ((long) (x[lower] - x[upper]) << FRACTION) / (y[lower] - y[upper]);
          crossings[found++] = ((long) x[upper] << FRACTION) + (row - y[upper]) * slope;
        }
      }
      Arrays.sort(crossings, 0, found);
      for (int i = 0; i + 1 < found; i += 2) {
        long from = Math.max(0, (crossings[i] + (1 << FRACTION) - 1) >> FRACTION);
        long to = Math.min(width - 1, crossings[i + 1] >> FRACTION);
        for (long column = from; column <= to; column++) {
          paint((int) column, row, rgb);
        }
      }
    }
  }

  private void paint(int x, int y, int rgb) {
    int at = 3 * (y * width + x);
    data[at] = (byte) (rgb >> 16);
    data[at + 1] = (byte) (rgb >> 8);
    data[at + 2] = (byte) rgb;
  }
}
