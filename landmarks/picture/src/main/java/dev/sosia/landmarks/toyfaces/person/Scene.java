package dev.sosia.landmarks.toyfaces.person;

import java.util.random.RandomGenerator;

/// How a picture was taken.
///
/// @param shiftX, shiftY how far the face is from its usual place, in shares of the picture's width
///   to the right and downwards
/// @param zoom 1: as usual
public record Scene(
    Pose pose,
    Light light,
    Backdrop backdrop,
    Clothing clothing,
    double shiftX,
    double shiftY,
    double zoom) {

  /// From the front, evenly lit, before a grey wall.
  public static final Scene PLAIN =
      new Scene(Pose.FRONTAL, Light.FRONTAL, Backdrop.PLAIN, Clothing.PLAIN, 0, 0, 1);

  /// A snapshot: turned by up to about 25 degrees, pitched by 12, rolled by 8.
  public static Scene draw(RandomGenerator random) {
    Draws d = new Draws(random);
    return new Scene(
        Pose.draw(d),
        Light.draw(d),
        Backdrop.draw(d),
        Clothing.draw(d),
        d.about(0, 0.015),
        d.about(0, 0.015),
        d.about(1, 0.03));
  }
}
