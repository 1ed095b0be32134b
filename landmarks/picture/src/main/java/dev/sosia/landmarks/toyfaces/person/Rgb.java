package dev.sosia.landmarks.toyfaces.person;

/// A colour as amounts of light: linear, 0..1 and beyond for lights.
public record Rgb(double r, double g, double b) {

  /// The colour whose sRGB bytes are given, 0..255.
  public static Rgb srgb(double r, double g, double b) {
    return new Rgb(linear(r), linear(g), linear(b));
  }

  /// Hue 0..1 (0 red, 1/3 green, 2/3 blue), saturation and value 0..1, as sRGB.
  static Rgb hsv(double hue, double saturation, double value) {
    double h = (hue - StrictMath.floor(hue)) * 6;
    return srgb(
        255 * channel(h, 5, saturation, value),
        255 * channel(h, 3, saturation, value),
        255 * channel(h, 1, saturation, value));
  }

  private static double channel(double h, int n, double saturation, double value) {
    double k = (n + h) % 6;
    return value - value * saturation * Math.max(0, Math.min(Math.min(k, 4 - k), 1));
  }

  private static double linear(double byteValue) {
    double v = byteValue / 255;
    return v <= 0.04045 ? v / 12.92 : StrictMath.pow((v + 0.055) / 1.055, 2.4);
  }

  /// This colour at `t` = 0, `other` at 1.
  public Rgb mix(Rgb other, double t) {
    return new Rgb(r + (other.r - r) * t, g + (other.g - g) * t, b + (other.b - b) * t);
  }

  /// This colour times `factor`.
  public Rgb times(double factor) {
    return new Rgb(r * factor, g * factor, b * factor);
  }

  /// Channel by channel times `other`.
  public Rgb times(Rgb other) {
    return new Rgb(r * other.r, g * other.g, b * other.b);
  }
}
