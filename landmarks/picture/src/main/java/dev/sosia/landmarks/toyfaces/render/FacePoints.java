package dev.sosia.landmarks.toyfaces.render;

import dev.sosia.landmarks.figure.FaceLandmarks;
import dev.sosia.landmarks.figure.MeshContour;

/// The picture's places of what is on the face.
public final class FacePoints {
  private final FaceCurves face;
  private final HeadSurface surface;
  private final Camera camera;
  private final double[] p = new double[3];

  FacePoints(FaceCurves face, HeadSurface surface, Camera camera) {
    this.face = face;
    this.surface = surface;
    this.camera = camera;
  }

  private void project(double[] out, int i) {
    camera.turn(p, 0, 1);
    out[2 * i] = camera.column(p[0], p[2]);
    out[2 * i + 1] = camera.row(p[1], p[2]);
  }

  private void on(double x, double y, double[] out, int i) {
    surface.at(x, y, p);
    project(out, i);
  }

  /// The 68 points; (0, 0) is the top left corner of the first pixel. Points that hair, glasses or
  /// the head itself hide are given all the same.
  public FaceLandmarks landmarks() {
    double[] out = new double[2 * FaceLandmarks.COUNT];
    for (int i = 0; i <= 16; i++) {
      outline((i - 8) / 8.0, out, i);
    }
    for (int i = 0; i < 5; i++) {
      BrowCurve left = face.brows[0];
      BrowCurve right = face.brows[1];
      double t = i / 4.0;
      brow(left, 1 - t, out, 17 + i);
      brow(right, t, out, 22 + i);
    }
    for (int i = 0; i < 4; i++) {
      on(0, Curve.mix(0.06, face.noseTip, i / 3.0), out, 27 + i);
    }
    double[] across = {-0.88, -0.46, 0, 0.46, 0.88};
    double[] down = {0.035, 0, -0.02, 0, 0.035};
    for (int i = 0; i < 5; i++) {
      on(across[i] * face.noseHalf, face.noseBase + down[i], out, 31 + i);
    }
    for (int e = 0; e < 2; e++) {
      EyeCurve eye = face.eyes[e];
      double s = eye.side();
      // from the picture's left: on the left eye that is the outer corner
      double[] t = {-1, -0.36, 0.36, 1, 0.36, -0.36};
      for (int i = 0; i < 6; i++) {
        double along = s * t[i];
        on(eye.x(along), i < 4 ? eye.upper(along) : eye.lower(along), out, 36 + 6 * e + i);
      }
    }
    LipCurves lips = face.lips;
    double[] outer = {-1, -0.62, -0.26, 0, 0.26, 0.62, 1, 0.62, 0.28, 0, -0.28, -0.62};
    for (int i = 0; i < 12; i++) {
      on(
          lips.x(outer[i]),
          i < 7 ? lips.upperOuter(outer[i]) : lips.lowerOuter(outer[i]),
          out,
          48 + i);
    }
    double[] inner = {-0.9, -0.4, 0, 0.4, 0.9, 0.4, 0, -0.4};
    for (int i = 0; i < 8; i++) {
      on(
          lips.x(inner[i]),
          i < 5 ? lips.upperInner(inner[i]) : lips.lowerInner(inner[i]),
          out,
          60 + i);
    }
    return FaceLandmarks.of(out);
  }

  private void brow(BrowCurve brow, double t, double[] out, int i) {
    on(brow.x(t), brow.middle(t) + 0.4 * brow.half(t), out, i);
  }

  /// A point of the face's outline: `t` = -1 beside the eye on the picture's left, 0 the chin, 1
  /// beside the eye on the right. It lies where the ring is seen furthest out, but on the near side
  /// of a turned head not behind the jaw.
  private void outline(double t, double[] out, int i) {
    double a = Math.abs(t);
    double h = ringHeight(a);
    HeadSurface.Ring ring = surface.ring(h);
    double side = t < 0 ? -1 : 1;
    double far = Double.NEGATIVE_INFINITY;
    double[] best = new double[2];
    for (int k = 0; k <= 24; k++) {
      double angle =
          t == 0 ? 0 : StrictMath.PI * (0.1 + 0.4 * k / 24.0) * Math.min(1, 0.2 + 2.2 * a);
      surface.point(ring, side * StrictMath.sin(angle), StrictMath.cos(angle), p, 0);
      double[] q = new double[2];
      project(q, 0);
      if (side * q[0] > far) {
        far = side * q[0];
        best = q;
      }
    }
    out[2 * i] = best[0];
    out[2 * i + 1] = best[1];
  }

  private double ringHeight(double a) {
    double chin = surface.chin() + 0.03;
    double s = StrictMath.cos(0.5 * StrictMath.PI * a);
    return 0.02 + (chin - 0.02) * Curve.mix(1 - a, s, 0.72);
  }

  /// A mesh outline's points: x0, y0, x1, y1, ..., as many as [MeshContour#points] has indices.
  public double[] contour(MeshContour contour) {
    int n = contour.points().size();
    double[] out = new double[2 * n];
    for (int i = 0; i < n; i++) {
      double t = i / (n - 1.0);
      switch (contour) {
        case FACE_OVAL -> oval(i, out);
        case OUTER_LIPS_LOWER -> lip(2 * t - 1, 0.98, LipEdge.LOWER_OUTER, out, i);
        case OUTER_LIPS_UPPER -> lip(2 * t - 1, 0.98, LipEdge.UPPER_OUTER, out, i);
        case INNER_LIPS_LOWER -> lip(2 * t - 1, 0.9, LipEdge.LOWER_INNER, out, i);
        case INNER_LIPS_UPPER -> lip(2 * t - 1, 0.9, LipEdge.UPPER_INNER, out, i);
        case RIGHT_EYE_LOWER -> lid(face.eyes[0], 1 - 2 * t, false, out, i);
        case RIGHT_EYE_UPPER -> lid(face.eyes[0], 1 - 2 * t, true, out, i);
        case LEFT_EYE_LOWER -> lid(face.eyes[1], 1 - 2 * t, false, out, i);
        case LEFT_EYE_UPPER -> lid(face.eyes[1], 1 - 2 * t, true, out, i);
        case RIGHT_BROW_LOWER -> browEdge(face.brows[0], 1 - t, -1, out, i);
        case RIGHT_BROW_UPPER -> browEdge(face.brows[0], 1 - t, 1, out, i);
        case LEFT_BROW_LOWER -> browEdge(face.brows[1], 1 - t, -1, out, i);
        case LEFT_BROW_UPPER -> browEdge(face.brows[1], 1 - t, 1, out, i);
        case RIGHT_IRIS -> iris(face.eyes[0], i, out);
        case LEFT_IRIS -> iris(face.eyes[1], i, out);
        case NOSE_RIDGE -> on(0, Curve.mix(0.08, face.noseBase - 0.02, t), out, i);
        case NOSE_BASE -> on((2 * t - 1) * 0.5 * face.noseHalf, face.noseBase - 0.01, out, i);
      }
    }
    return out;
  }

  /// The iris's centre on the picture's left (0) or right (1): x, y.
  public double[] irisCenter(int eye) {
    double[] out = new double[2];
    on(face.eyes[eye].irisX(), face.eyes[eye].irisY(), out, 0);
    return out;
  }

  private enum LipEdge {
    UPPER_OUTER,
    UPPER_INNER,
    LOWER_INNER,
    LOWER_OUTER
  }

  private void lip(double t, double reach, LipEdge edge, double[] out, int i) {
    LipCurves lips = face.lips;
    double at = reach * t;
    double y =
        switch (edge) {
          case UPPER_OUTER -> lips.upperOuter(at);
          case UPPER_INNER -> lips.upperInner(at);
          case LOWER_INNER -> lips.lowerInner(at);
          case LOWER_OUTER -> lips.lowerOuter(at);
        };
    on(lips.x(at), Math.abs(t) == 1 ? lips.line(at) : y, out, i);
  }

  private void lid(EyeCurve eye, double t, boolean upper, double[] out, int i) {
    on(eye.x(t), upper ? eye.upper(t) : eye.lower(t), out, i);
  }

  private void browEdge(BrowCurve brow, double t, int up, double[] out, int i) {
    on(brow.x(t), brow.middle(t) + up * brow.half(t), out, i);
  }

  /// Right, top, left, bottom of the iris.
  private void iris(EyeCurve eye, int i, double[] out) {
    double dx = i == 0 ? 1 : i == 2 ? -1 : 0;
    double dy = i == 1 ? 1 : i == 3 ? -1 : 0;
    on(eye.irisX() + dx * EyeCurve.IRIS, eye.irisY() + dy * EyeCurve.IRIS, out, i);
  }

  /// From the forehead over the picture's right side down to the chin (18) and up again.
  private void oval(int i, double[] out) {
    int right = Math.min(i, 36 - i);
    double side = i <= 18 ? 1 : -1;
    if (right >= 8) {
      outline(right == 18 ? 0 : side * (1 - (right - 8) / 10.0), out, i);
    } else {
      double angle = StrictMath.PI * right / 16;
      double top = 0.62 * surface.crown();
      double y = 0.02 + (top - 0.02) * StrictMath.cos(angle);
      on(side * 0.98 * surface.halfWidth(y) * StrictMath.sin(angle), y, out, i);
    }
  }
}
