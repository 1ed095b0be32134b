package dev.sosia.landmarks.toyfaces.person;

import java.util.Locale;
import java.util.random.RandomGenerator;

/// The seven classes of RAF-DB and AffectNet, each as a pattern of facial action units (Ekman and
/// Friesen's coding system). Every one but neutral moves mouth, brows **and** eyes.
public enum Expression {
  NEUTRAL,
  HAPPY,
  SAD,
  SURPRISE,
  FEAR,
  DISGUST,
  ANGER;

  /// Its name in small letters: `happy`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The muscles' work.
  ///
  /// @param intensity 0 (a neutral face) to 1 (full)
  /// @param random how this one showing of the expression differs from others
  public ActionUnits show(double intensity, RandomGenerator random) {
    Draws d = new Draws(random);
    double s = intensity;
    ActionUnits.Builder a = new ActionUnits.Builder();
    switch (this) {
      case NEUTRAL -> {}
      case HAPPY -> {
        a.cornerPull = s * d.between(0.85, 1.1);
        a.cheekRaise = s * d.between(0.6, 1);
        a.lidTighten = 0.35 * s;
        a.lipsPart = s * d.between(0.15, 0.85);
        a.jawDrop = s * d.between(0, 0.25);
        a.browOuterUp = s * d.between(0.15, 0.35);
        a.browInnerUp = s * d.between(0.05, 0.2);
      }
      case SAD -> {
        a.browInnerUp = s * d.between(0.85, 1.1);
        a.browLower = s * d.between(0.3, 0.55);
        a.cornerDown = s * d.between(0.8, 1.1);
        a.chinRaise = s * d.between(0.4, 0.9);
        a.lidDroop = s * d.between(0.35, 0.6);
        a.gazeDown = s * d.between(0.1, 0.6);
      }
      case SURPRISE -> {
        a.browInnerUp = s * d.between(0.85, 1.1);
        a.browOuterUp = s * d.between(0.85, 1.1);
        a.lidRaise = s * d.between(0.75, 1);
        a.jawDrop = s * d.between(0.65, 1.1);
        a.lipsPart = 0.25 * s;
        a.pucker = s * d.between(0.3, 0.6);
      }
      case FEAR -> {
        a.browInnerUp = s * d.between(0.9, 1.1);
        a.browOuterUp = s * d.between(0.3, 0.5);
        a.browLower = s * d.between(0.45, 0.65);
        a.lidRaise = s * d.between(0.85, 1.1);
        a.lidTighten = 0.35 * s;
        a.lipStretch = s * d.between(0.8, 1.1);
        a.lipsPart = s * d.between(0.5, 0.9);
        a.jawDrop = s * d.between(0.1, 0.35);
        a.cornerDown = s * d.between(0.25, 0.45);
      }
      case DISGUST -> {
        a.noseWrinkle = s * d.between(0.85, 1.1);
        a.upperLipRaise = s * d.between(0.7, 1.1);
        a.browLower = s * d.between(0.45, 0.7);
        a.lidTighten = s * d.between(0.65, 1);
        a.cheekRaise = 0.5 * s;
        a.cornerDown = s * d.between(0.3, 0.6);
        a.chinRaise = 0.4 * s;
        a.asymmetry = s * d.between(-0.6, 0.6);
      }
      case ANGER -> {
        a.browLower = s * d.between(0.95, 1.15);
        a.lidTighten = s * d.between(0.7, 1);
        if (d.chance(0.6)) {
          a.lipPress = s * d.between(0.8, 1.1);
          a.cornerDown = s * d.between(0.2, 0.4);
          a.chinRaise = 0.5 * s;
        } else {
          a.lipsPart = s * d.between(0.6, 1);
          a.jawDrop = s * d.between(0.1, 0.3);
          a.upperLipRaise = 0.35 * s;
          a.lipStretch = 0.25 * s;
          a.cornerDown = 0.25 * s;
        }
        a.nostrilFlare = s * d.between(0.5, 1);
      }
    }
    a.vary(d);
    return a.build();
  }
}
