package dev.sosia.dan.attention;

import dev.sosia.engine.error.ShapeException;

/// Which places of the features spoke for a class: each channel is weighed by how much the class's
/// score grows with it, and what is left above 0 of the weighed sum is the map.
public enum GradCam {
  /// A channel's weight is the mean of its gradient.
  ///
  /// Source: Selvaraju and others, "Grad-CAM: Visual Explanations from Deep Networks via
  /// Gradient-based Localization", ICCV 2017, equations 1 and 2.
  PLAIN {
    @Override
    double weight(float[] features, float[] gradients, int from, int pixels) {
      double sum = 0;
      for (int i = from; i < from + pixels; i++) {
        sum += gradients[i];
      }
      return sum / pixels;
    }
  },

  /// A channel's weight is the sum of its positive gradients, each weighed by how alone it stands,
  /// so that several places of one kind all count. The score is taken through the exponential, as
  /// in the paper, which only scales the map.
  ///
  /// Source: Chattopadhyay and others, "Grad-CAM++: Generalized Gradient-based Visual Explanations
  /// for Deep Convolutional Networks", WACV 2018, equations 11 and 19.
  PLUS_PLUS {
    @Override
    double weight(float[] features, float[] gradients, int from, int pixels) {
      double all = 0;
      for (int i = from; i < from + pixels; i++) {
        all += features[i];
      }
      double sum = 0;
      for (int i = from; i < from + pixels; i++) {
        double g = gradients[i];
        double below = 2 * g * g + all * g * g * g;
        if (g > 0 && below != 0) {
          sum += g * g / below * g;
        }
      }
      return sum;
    }
  };

  /// The weight of the channel that begins at `from`.
  abstract double weight(float[] features, float[] gradients, int from, int pixels);

  /// The map of one face.
  ///
  /// @param features `[C, height, width]`
  /// @param gradients of the class's score by the features, `[C, height, width]`
  /// @throws ShapeException if these do not fit together
  public HeatMap of(float[] features, float[] gradients, int width, int height) {
    int pixels = width * height;
    if (features.length != gradients.length || pixels < 1 || features.length % pixels != 0) {
      throw new ShapeException(
          "Grad-CAM: %d features and %d gradients on a grid of %d x %d"
              .formatted(features.length, gradients.length, width, height));
    }
    double[] sum = new double[pixels];
    for (int from = 0; from < features.length; from += pixels) {
      double w = weight(features, gradients, from, pixels);
      for (int i = 0; i < pixels; i++) {
        sum[i] += w * features[from + i];
      }
    }
    float[] map = new float[pixels];
    for (int i = 0; i < pixels; i++) {
      map[i] = (float) Math.max(sum[i], 0);
    }
    return new HeatMap(width, height, map);
  }
}
