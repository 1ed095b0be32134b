package dev.sosia.landmarks.toyfaces.person;

/// What is behind the person: a gradient with blurred shapes on it.
///
/// @param seed of the shapes
/// @param busy how strongly they show, 0..1
public record Backdrop(Rgb top, Rgb bottom, Rgb accent, double busy, long seed) {
  /// A plain grey wall.
  public static final Backdrop PLAIN =
      new Backdrop(Rgb.srgb(170, 174, 180), Rgb.srgb(140, 144, 150), Rgb.srgb(150, 150, 150), 0, 0);

  static Backdrop draw(Draws d) {
    double hue = d.between(0, 1);
    double saturation = d.between(0.05, 0.5);
    double value = d.between(0.25, 0.95);
    return new Backdrop(
        Rgb.hsv(hue, saturation, value),
        Rgb.hsv(hue + d.about(0, 0.06), saturation, value * d.between(0.6, 0.95)),
        Rgb.hsv(d.between(0, 1), d.between(0.1, 0.5), d.between(0.2, 1)),
        d.between(0, 1),
        d.number());
  }
}
