package dev.sosia.landmarks.toyfaces.person;

/// How the head is turned, in degrees.
///
/// @param yaw positive: the face looks to the picture's right
/// @param pitch positive: it looks up
/// @param roll positive: it leans to the picture's right
public record Pose(double yaw, double pitch, double roll) {
  /// Straight into the camera.
  public static final Pose FRONTAL = new Pose(0, 0, 0);

  static Pose draw(Draws d) {
    return new Pose(d.about(0, 12.5), d.about(0, 6), d.about(0, 4));
  }
}
