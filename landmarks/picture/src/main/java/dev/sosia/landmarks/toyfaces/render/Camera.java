package dev.sosia.landmarks.toyfaces.render;

import dev.sosia.landmarks.toyfaces.person.Pose;
import dev.sosia.landmarks.toyfaces.person.Scene;

/// Turns points of the head, or of the body, and projects them into the picture.
final class Camera {
  /// How far the camera is from the head's axis: as for a portrait, some 70 cm.
  private static final double DISTANCE = 11;

  /// The head turns about the neck's top.
  private static final double PIVOT_Y = -0.55;

  private static final double PIVOT_Z = -0.25;

  /// The plane whose points are drawn at [#unit] pixels a face unit.
  private static final double PLANE = 1;

  private final double[] head;
  private final double[] body;
  private final double centerX;
  private final double centerY;
  private final double unit;

  /// @param width, height of the picture in pixels
  Camera(Scene scene, int width, int height) {
    this.head = rotation(scene.pose());
    this.body = rotation(new Pose(scene.pose().yaw() * 0.25, 0, scene.pose().roll() * 0.15));
    double scale = Math.min(width / 178.0, height / 218.0);
    this.unit = 42.5 * scale * scene.zoom();
    this.centerX = width * (0.5 + scene.shiftX());
    this.centerY = height * 0.5 + scale * 2 + width * scene.shiftY();
  }

  private static double[] rotation(Pose pose) {
    double yaw = StrictMath.toRadians(pose.yaw());
    double pitch = StrictMath.toRadians(pose.pitch());
    double roll = StrictMath.toRadians(pose.roll());
    double cy = StrictMath.cos(yaw);
    double sy = StrictMath.sin(yaw);
    double cp = StrictMath.cos(pitch);
    double sp = StrictMath.sin(pitch);
    double cr = StrictMath.cos(roll);
    double sr = StrictMath.sin(roll);
    double[] top = {cy, 0, sy};
    double[] middle = {-sp * sy, cp, sp * cy};
    return new double[] {
      cr * top[0] + sr * middle[0],
      cr * top[1] + sr * middle[1],
      cr * top[2] + sr * middle[2],
      cr * middle[0] - sr * top[0],
      cr * middle[1] - sr * top[1],
      cr * middle[2] - sr * top[2],
      -cp * sy,
      -sp,
      cp * cy
    };
  }

  /// Turns `p[at..at+2]` as the head, as the body, or partly: `share` 1 to 0.
  void turn(double[] p, int at, double share) {
    double x = p[at];
    double y = p[at + 1] - PIVOT_Y;
    double z = p[at + 2] - PIVOT_Z;
    double rest = 1 - share;
    for (int i = 0; i < 3; i++) {
      double turned = 0;
      for (int k = 0; k < 3; k++) {
        double m = share * head[3 * i + k] + rest * body[3 * i + k];
        turned += m * (k == 0 ? x : k == 1 ? y : z);
      }
      p[at + i] = turned + (i == 1 ? PIVOT_Y : i == 2 ? PIVOT_Z : 0);
    }
  }

  /// Pixels a face unit at depth `z`.
  double scale(double z) {
    return unit * (DISTANCE - PLANE) / (DISTANCE - z);
  }

  /// Column of a turned point; 0 is the left edge of the picture's first pixel.
  double column(double x, double z) {
    return centerX + x * scale(z);
  }

  /// Row of a turned point; 0 is the top edge.
  double row(double y, double z) {
    return centerY - (y + 0.1) * scale(z);
  }

  double unit() {
    return unit;
  }
}
