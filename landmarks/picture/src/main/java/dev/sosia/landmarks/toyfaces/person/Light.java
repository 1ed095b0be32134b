package dev.sosia.landmarks.toyfaces.person;

/// The light: one lamp, and what comes from all around.
///
/// @param x, y, z where the lamp stands, a unit vector; x to the picture's right, y up, z towards
///   the camera
/// @param lamp, sky, ground colour and strength of the lamp, of what comes from above and below
public record Light(double x, double y, double z, Rgb lamp, Rgb sky, Rgb ground) {

  /// Daylight from the front and a little above, the same on both sides.
  public static final Light FRONTAL = of(0, 0.35, 1, 0, 1.0, 0.55);

  static Light draw(Draws d) {
    return of(
        d.about(0, 0.6),
        d.between(0.1, 0.85),
        1,
        d.about(0, 0.5),
        d.between(0.8, 1.15),
        d.between(0.4, 0.8));
  }

  /// A lamp in this direction.
  ///
  /// @param warmth -1 (blue) to 1 (orange)
  /// @param strength of the lamp, about 1
  /// @param around strength of what comes from all around, about 0.5
  public static Light of(
      double x, double y, double z, double warmth, double strength, double around) {
    double length = Math.sqrt(x * x + y * y + z * z);
    Rgb lamp = new Rgb(1 + 0.12 * warmth, 1, 1 - 0.2 * warmth).times(strength * 0.86);
    Rgb sky = new Rgb(1 - 0.04 * warmth, 1, 1 + 0.08 * warmth).times(around * 0.8);
    return new Light(
        x / length, y / length, z / length, lamp, sky, sky.times(new Rgb(0.62, 0.54, 0.5)));
  }
}
