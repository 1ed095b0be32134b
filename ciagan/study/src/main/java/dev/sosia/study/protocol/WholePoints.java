package dev.sosia.study.protocol;

import dev.sosia.landmarks.figure.FaceLandmarks;

/// Points in whole pixels, as dlib's predictor gives them: each number rounded, halves up.
public final class WholePoints {
  private WholePoints() {}

  /// The points, rounded.
  public static FaceLandmarks of(FaceLandmarks points) {
    double[] xy = new double[2 * FaceLandmarks.COUNT];
    for (int i = 0; i < FaceLandmarks.COUNT; i++) {
      xy[2 * i] = Math.floor(points.x(i) + 0.5);
      xy[2 * i + 1] = Math.floor(points.y(i) + 0.5);
    }
    return FaceLandmarks.of(xy);
  }
}
