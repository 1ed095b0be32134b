package dev.sosia.landmarks.toyfaces.render;

import dev.sosia.landmarks.toyfaces.person.Glasses;
import java.util.ArrayList;
import java.util.List;

/// Glasses: two rims, a bridge, and temples to the ears.
final class GlassesMesh {
  private GlassesMesh() {}

  static List<Grid> of(Glasses glasses, FaceCurves face, HeadSurface head) {
    List<Grid> parts = new ArrayList<>();
    double spacing = face.person.eyes().spacing() * 1.06;
    double[] p = new double[3];
    head.at(0, 0.02, p);
    double front = p[2] + 0.13;
    double y = -0.02;
    for (int side = -1; side <= 1; side += 2) {
      int points = 41;
      double[][] rim = new double[points][];
      for (int i = 0; i < points; i++) {
        double u = 2 * StrictMath.PI * i / (points - 1.0);
        double c = StrictMath.cos(u);
        double s = StrictMath.sin(u);
        double squash = 1 / (glasses.roundness() < 0.5 ? rounded(c, s, 4) : rounded(c, s, 2.4));
        double x = side * spacing + glasses.width() * c * squash;
        rim[i] = new double[] {x, y + glasses.height() * s * squash - 0.02, bend(front, x)};
      }
      parts.add(BodyMesh.bar(rim, glasses.thickness()));
      double hinge = side * (spacing + glasses.width());
      double ear = side * face.person.head().width() * 1.04;
      parts.add(
          BodyMesh.bar(
              new double[][] {
                {hinge, y + 0.06, bend(front, hinge)},
                {ear, y + 0.05, bend(front, hinge) - 0.25},
                {ear * 1.01, y + 0.03, 0.3},
                {ear, y, -0.15}
              },
              glasses.thickness()));
    }
    double inner = spacing - glasses.width();
    parts.add(
        BodyMesh.bar(
            new double[][] {
              {-inner, y + 0.06, front},
              {-0.4 * inner, y + 0.09, front + 0.03},
              {0.4 * inner, y + 0.09, front + 0.03},
              {inner, y + 0.06, front}
            },
            glasses.thickness()));
    return parts;
  }

  private static double rounded(double c, double s, double power) {
    return StrictMath.pow(
        StrictMath.pow(Math.abs(c), power) + StrictMath.pow(Math.abs(s), power), 1 / power);
  }

  /// The front follows the face a little.
  private static double bend(double front, double x) {
    return front - 0.22 * x * x;
  }
}
