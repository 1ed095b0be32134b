package dev.sosia.study.simple;

import dev.sosia.landmarks.picture.Planes;
import java.util.Optional;

/// Where a face lies in its picture, as its mask tells: the mask's centre and its standard
/// deviations in both directions, in pixels. Faces are brought over each other by bringing their
/// frames over each other.
record MaskFrame(double x, double y, double width, double height) {

  /// The frame that faces are averaged in, of `size` x `size` pixels: a face fills half of it.
  static MaskFrame standard(int size) {
    return new MaskFrame((size - 1) / 2.0, (size - 1) / 2.0, size / 6.0, size / 6.0);
  }

  /// The frame of a mask, in the first of its planes; none if it covers less than two columns or
  /// rows.
  static Optional<MaskFrame> of(Planes mask) {
    double n = 0;
    double sumX = 0;
    double sumY = 0;
    double squaresX = 0;
    double squaresY = 0;
    for (int y = 0; y < mask.height(); y++) {
      for (int x = 0; x < mask.width(); x++) {
        float m = mask.at(0, y, x);
        n += m;
        sumX += m * x;
        sumY += m * y;
        squaresX += m * x * x;
        squaresY += m * y * y;
      }
    }
    double meanX = sumX / n;
    double meanY = sumY / n;
    double width = Math.sqrt(squaresX / n - meanX * meanX);
    double height = Math.sqrt(squaresY / n - meanY * meanY);
    return width > 0 && height > 0 // NaN of an empty mask is neither
        ? Optional.of(new MaskFrame(meanX, meanY, width, height))
        : Optional.empty();
  }

  /// A picture moved and scaled so that what lay in this frame lies in `other`; bilinear, edges
  /// repeated.
  Planes moved(Planes picture, MaskFrame other) {
    int h = picture.height();
    int w = picture.width();
    float[] out = new float[picture.data().length];
    for (int y = 0; y < h; y++) {
      double fromY = clamp(this.y + (y - other.y) / other.height * height, h);
      int top = (int) fromY;
      int bottom = Math.min(top + 1, h - 1);
      for (int x = 0; x < w; x++) {
        double fromX = clamp(this.x + (x - other.x) / other.width * width, w);
        int left = (int) fromX;
        int right = Math.min(left + 1, w - 1);
        for (int c = 0; c < picture.channels(); c++) {
          double above = between(picture.at(c, top, left), picture.at(c, top, right), fromX - left);
          double below =
              between(picture.at(c, bottom, left), picture.at(c, bottom, right), fromX - left);
          out[(c * h + y) * w + x] = (float) between(above, below, fromY - top);
        }
      }
    }
    return Planes.of(picture.channels(), h, w, out);
  }

  private static double clamp(double at, int size) {
    return Math.clamp(at, 0, size - 1);
  }

  private static double between(double a, double b, double share) {
    return a + share * (b - a);
  }
}
