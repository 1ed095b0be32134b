package dev.sosia.landmarks.toyfaces.person;

/// A person's hair.
///
/// @param hairline height of its edge on the forehead, above the eyes
/// @param recession how far the edge goes back at the temples, 0..1
/// @param fringe how far hair falls over the forehead, 0..1
/// @param volume thickness on the crown
/// @param part side of the parting: -1 picture's left, 1 right, 0 middle
/// @param length lowest point of long hair (negative), meaningless for short styles
/// @param wave 0 (straight) to 1 (curls)
public record Hair(
    Style style,
    Rgb color,
    double hairline,
    double recession,
    double fringe,
    double volume,
    double part,
    double length,
    double wave) {

  /// How it is worn.
  public enum Style {
    /// A shadow of hair on the skin.
    SHAVED,
    /// Short all over.
    CROPPED,
    /// Short sides, brushed from a parting.
    PARTED,
    /// Short sides, high on top.
    QUIFF,
    /// A cloud of curls.
    AFRO,
    /// Down to the chin.
    BOB,
    /// Down to the shoulders and below.
    LONG,
    /// Tied back, with a bun.
    TIED;

    /// Whether hair hangs beside the face.
    public boolean hangs() {
      return this == BOB || this == LONG;
    }
  }
}
