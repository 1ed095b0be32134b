package dev.sosia.landmarks.toyfaces.person;

import dev.sosia.engine.random.Philox;

/// Who somebody is: everything about a person that stays the same from picture to picture.
///
/// Features are not drawn on their own: skin, hair and eye colour go together, and so do jaw, brows
/// and beard, so that people look like people.
///
/// @param age 0 (twenty) to 1 (seventy): wrinkles, grey hair
/// @param seed of the textures: freckles, moles, strands
public record Identity(
    HeadShape head,
    Skin skin,
    Eyes eyes,
    Brows brows,
    Nose nose,
    Lips lips,
    Hair hair,
    Beard beard,
    Glasses glasses,
    double age,
    long seed) {

  /// The stream of random numbers that people come from.
  private static final long STREAM = 0x70E0_9E09L;

  /// The shape of skull and jaw.
  ///
  /// @param width half the face's width at the cheekbones
  /// @param height from the eyes down to the chin
  /// @param jaw 0 (tapering) to 1 (square)
  /// @param chin how far the chin stands out
  /// @param cheekbones how far they stand out
  /// @param browRidge how far the brow ridge stands out
  /// @param forehead from the eyes up to the crown
  /// @param fullness of the cheeks, -1 (hollow) to 1 (round)
  public record HeadShape(
      double width,
      double height,
      double jaw,
      double chin,
      double cheekbones,
      double browRidge,
      double forehead,
      double fullness) {}

  /// Skin: its colour, and what is on it.
  ///
  /// @param tone 0 (palest) to 1 (darkest)
  /// @param blush redness of cheeks and nose, 0..1
  /// @param freckles 0..1
  public record Skin(Rgb color, double tone, double blush, double freckles) {}

  /// The eyes.
  ///
  /// @param spacing from the middle of the face to an eye's centre
  /// @param width half of an eye's width
  /// @param opening height of the upper lid's arch above the line of the corners
  /// @param tilt how much higher the outer corner lies than the inner, per length
  /// @param fold height of the lid's crease above the lid, 0 for none
  /// @param lashes 0..1
  public record Eyes(
      Rgb color,
      double spacing,
      double width,
      double opening,
      double tilt,
      double fold,
      double lashes) {}

  /// The brows.
  ///
  /// @param height of the inner end above the eyes
  /// @param inner, outer distance of the ends from the middle of the face
  /// @param thickness half of it
  public record Brows(
      Rgb color,
      double height,
      double inner,
      double outer,
      double arch,
      double tilt,
      double thickness,
      double density) {}

  /// The nose.
  ///
  /// @param length from the eyes down to its base
  /// @param width half the width at the wings
  /// @param bridge half the width of its ridge
  /// @param hump how far the ridge bulges, negative for a hollow one
  /// @param tip size of the tip
  public record Nose(
      double length, double width, double bridge, double projection, double hump, double tip) {}

  /// The lips at rest.
  ///
  /// @param y where they meet, below the eyes (negative)
  /// @param width half of it
  /// @param upper, lower their heights
  /// @param bow depth of the notch in the upper lip, 0..1
  /// @param corners how much the corners lie higher than the middle
  public record Lips(
      Rgb color, double y, double width, double upper, double lower, double bow, double corners) {}

  /// A person; the same for the same seed, everywhere.
  public static Identity draw(long seed) {
    return new IdentityDraw(new Draws(new Philox(seed, STREAM))).person();
  }
}
