package dev.sosia.dan.attention;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.error.ShapeException;
import dev.sosia.landmarks.picture.ColorMode;
import dev.sosia.landmarks.picture.Picture;

/// How much each place of a picture counts, on a coarse grid: a cell stands for an equal part of
/// the picture.
///
/// @param width, height of the grid
/// @param values `[height, width]`, of any range
public record HeatMap(int width, int height, float[] values) {
  /// Of the colour; the rest is the face in grey.
  private static final double OPACITY = 0.55;

  /// From the coldest to the hottest: dark blue, light blue, green, yellow, red.
  private static final int[][] COLOURS = {
    {20, 20, 110}, {40, 140, 220}, {70, 190, 90}, {245, 220, 50}, {215, 30, 30}
  };

  /// Checks the values.
  ///
  /// @throws ShapeException if their number is another
  /// @throws InputException if one is NaN or infinite
  public HeatMap {
    if (width < 1 || height < 1 || values.length != width * height) {
      throw new ShapeException(
          "%d numbers do not make a map of %d x %d".formatted(values.length, width, height));
    }
    for (float v : values) {
      if (!Float.isFinite(v)) {
        throw new InputException(
            "an attention map holds " + v + ": the network's weights are damaged");
      }
    }
  }

  /// The same map from 0 (its smallest value) to 1 (its largest); 0 everywhere if all are equal.
  public HeatMap normalised() {
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (float v : values) {
      least = Math.min(least, v);
      most = Math.max(most, v);
    }
    float[] out = new float[values.length];
    for (int i = 0; i < out.length && most > least; i++) {
      out[i] = (float) (((double) values[i] - least) / ((double) most - least));
    }
    return new HeatMap(width, height, out);
  }

  /// The value at a place of the picture, between the centres of cells bilinearly, beyond the
  /// outermost centres as there.
  ///
  /// @param x, y 0..1, from the left and from the top
  public double at(double x, double y) {
    double cx = Math.clamp(x * width - 0.5, 0, width - 1.0);
    double cy = Math.clamp(y * height - 0.5, 0, height - 1.0);
    int left = (int) cx;
    int top = (int) cy;
    int right = Math.min(left + 1, width - 1);
    int bottom = Math.min(top + 1, height - 1);
    double fx = cx - left;
    double fy = cy - top;
    double above = values[top * width + left] * (1 - fx) + values[top * width + right] * fx;
    double below = values[bottom * width + left] * (1 - fx) + values[bottom * width + right] * fx;
    return above * (1 - fy) + below * fy;
  }

  /// The face in grey under the normalised map in colours, as large as the face.
  public Picture over(Picture face) {
    HeatMap map = normalised();
    Picture grey = ColorMode.L.convert(face);
    int w = face.width();
    int h = face.height();
    byte[] out = new byte[w * h * 3];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        double heat = map.at((x + 0.5) / w, (y + 0.5) / h) * (COLOURS.length - 1);
        int below = Math.min((int) heat, COLOURS.length - 2);
        for (int c = 0; c < 3; c++) {
          double colour =
              COLOURS[below][c] + (heat - below) * (COLOURS[below + 1][c] - COLOURS[below][c]);
          double mixed = OPACITY * colour + (1 - OPACITY) * grey.at(x, y, 0);
          out[(y * w + x) * 3 + c] = (byte) Math.round(mixed);
        }
      }
    }
    return Picture.of(w, h, 3, out);
  }
}
