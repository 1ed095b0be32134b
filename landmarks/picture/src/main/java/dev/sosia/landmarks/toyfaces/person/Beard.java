package dev.sosia.landmarks.toyfaces.person;

/// A person's beard.
///
/// @param density 0..1
public record Beard(Style style, Rgb color, double density) {

  /// Where it grows.
  public enum Style {
    NONE,
    STUBBLE,
    MOUSTACHE,
    GOATEE,
    FULL
  }
}
