package dev.sosia.landmarks.toyfaces.person;

import java.util.List;

/// What the person wears.
///
/// @param second of stripes and collars
/// @param neckline depth of the neckline
public record Clothing(Cut cut, Rgb color, Rgb second, double neckline, boolean striped) {
  /// A grey sweater.
  public static final Clothing PLAIN =
      new Clothing(Cut.ROUND, Rgb.srgb(96, 100, 110), Rgb.srgb(96, 100, 110), 0.3, false);

  /// The neckline.
  public enum Cut {
    ROUND,
    VEE,
    COLLAR
  }

  static Clothing draw(Draws d) {
    return new Clothing(
        d.pick(List.of(Cut.values()), 1, 0.7, 0.8),
        Rgb.hsv(d.between(0, 1), d.between(0, 0.75), d.between(0.12, 0.9)),
        Rgb.hsv(d.between(0, 1), d.between(0, 0.5), d.between(0.2, 1)),
        d.between(0.15, 0.6),
        d.chance(0.2));
  }
}
