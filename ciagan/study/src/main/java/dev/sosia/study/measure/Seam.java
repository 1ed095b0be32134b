package dev.sosia.study.measure;

import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.Planes;

/// What can be told of a result by its pixels and the mask alone.
public final class Seam {
  private Seam() {}

  /// The seam's energy: the mean absolute difference, in grey levels, of neighbours of which one
  /// lies inside the mask and one outside. An untouched face has some, too, so that it is to be
  /// held against that; 0 where the mask has no border.
  public static double energy(Picture picture, Planes mask) {
    int width = picture.width();
    int height = picture.height();
    long sum = 0;
    long count = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (x + 1 < width && inside(mask, x, y) != inside(mask, x + 1, y)) {
          sum += difference(picture, x, y, x + 1, y);
          count++;
        }
        if (y + 1 < height && inside(mask, x, y) != inside(mask, x, y + 1)) {
          sum += difference(picture, x, y, x, y + 1);
          count++;
        }
      }
    }
    return count == 0 ? 0 : (double) sum / (3 * count);
  }

  /// The mean absolute difference of two pictures outside of the mask, in grey levels; 0 where the
  /// mask covers everything.
  public static double background(Picture before, Picture after, Planes mask) {
    long sum = 0;
    long count = 0;
    for (int y = 0; y < before.height(); y++) {
      for (int x = 0; x < before.width(); x++) {
        if (!inside(mask, x, y)) {
          for (int c = 0; c < 3; c++) {
            sum += Math.abs(before.at(x, y, c) - after.at(x, y, c));
          }
          count++;
        }
      }
    }
    return count == 0 ? 0 : (double) sum / (3 * count);
  }

  private static boolean inside(Planes mask, int x, int y) {
    return mask.data()[y * mask.width() + x] != 0;
  }

  private static long difference(Picture picture, int x1, int y1, int x2, int y2) {
    long sum = 0;
    for (int c = 0; c < 3; c++) {
      sum += Math.abs(picture.at(x1, y1, c) - picture.at(x2, y2, c));
    }
    return sum;
  }
}
