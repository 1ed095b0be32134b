package dev.sosia.landmarks.figure;

import dev.sosia.engine.error.InputException;
import java.util.Arrays;

/// The 68 points of the iBUG scheme on one face, in pixels, x to the right and y down. Immutable.
///
/// 0..16 are the jaw from the picture's left to its right, 17..21 and 22..26 the brows, 27..30 the
/// nose's bridge and 31..35 its base, 36..41 and 42..47 the eyes, 48..59 the lips' outer edge and
/// 60..67 the inner.
///
/// Source: Sagonas and others, "300 Faces in-the-Wild Challenge", 2013.
public final class FaceLandmarks {
  /// The number of points.
  public static final int COUNT = 68;

  /// Index of the inner corner of the eye on the picture's left.
  public static final int LEFT_EYE_INNER = 39;

  /// Index of the inner corner of the eye on the picture's right.
  public static final int RIGHT_EYE_INNER = 42;

  private final double[] xy;

  private FaceLandmarks(double[] xy) {
    this.xy = xy;
  }

  /// Points from x0, y0, x1, y1, ...
  ///
  /// @throws InputException unless these are 136 finite numbers
  public static FaceLandmarks of(double[] xy) {
    if (xy.length != 2 * COUNT) {
      throw new InputException(
          "a face has %d points, that is %d numbers, not %d"
              .formatted(COUNT, 2 * COUNT, xy.length));
    }
    for (double v : xy) {
      if (!Double.isFinite(v)) {
        throw new InputException("a face's points are finite numbers, not " + v);
      }
    }
    return new FaceLandmarks(xy.clone());
  }

  public double x(int point) {
    return xy[2 * point];
  }

  public double y(int point) {
    return xy[2 * point + 1];
  }

  /// The points after a shift and then a scaling: `(x - left) * scaleX`, `(y - top) * scaleY`.
  public FaceLandmarks moved(double left, double top, double scaleX, double scaleY) {
    double[] out = new double[xy.length];
    for (int i = 0; i < xy.length; i += 2) {
      out[i] = (xy[i] - left) * scaleX;
      out[i + 1] = (xy[i + 1] - top) * scaleY;
    }
    return new FaceLandmarks(out);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof FaceLandmarks f && Arrays.equals(xy, f.xy);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(xy);
  }

  @Override
  public String toString() {
    return "68 points " + Arrays.toString(xy);
  }
}
