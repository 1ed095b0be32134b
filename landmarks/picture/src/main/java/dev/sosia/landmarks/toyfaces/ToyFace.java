package dev.sosia.landmarks.toyfaces;

import dev.sosia.landmarks.figure.FaceLandmarks;
import dev.sosia.landmarks.figure.MeshContour;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.toyfaces.person.ActionUnits;
import dev.sosia.landmarks.toyfaces.person.Expression;
import dev.sosia.landmarks.toyfaces.person.Identity;
import dev.sosia.landmarks.toyfaces.person.Scene;
import java.util.Map;
import java.util.random.RandomGenerator;

/// One drawn photo, and the truth about it.
///
/// @param intensity of the expression, 0..1
/// @param units what the expression looks like this time
/// @param picture the photo, RGB
/// @param landmarks the 68 points, in its pixels
/// @param contours the face mesh's outlines: x0, y0, x1, y1, ... in its pixels
public record ToyFace(
    Identity person,
    Expression expression,
    double intensity,
    ActionUnits units,
    Scene scene,
    Picture picture,
    FaceLandmarks landmarks,
    Map<MeshContour, double[]> contours) {

  /// The same photo with somebody else in it: the same expression, pose, light and background.
  public ToyFace showing(Identity someoneElse) {
    return new Shot(someoneElse, expression, intensity, units, scene)
        .take(picture.width(), picture.height());
  }

  /// The same photo with somebody else in it who shows something else: the same pose, light and
  /// background.
  ///
  /// @param strength of what is shown, 0..1
  /// @param random how this showing of it differs from others
  public ToyFace showing(
      Identity someoneElse, Expression other, double strength, RandomGenerator random) {
    return new Shot(someoneElse, other, strength, other.show(strength, random), scene)
        .take(picture.width(), picture.height());
  }
}
