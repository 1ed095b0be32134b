package dev.sosia.landmarks.toyfaces.person;

/// What a face's muscles do, each 0 (at rest) to about 1 (full), named after the action units of
/// Ekman and Friesen's Facial Action Coding System.
///
/// @param browInnerUp AU 1
/// @param browOuterUp AU 2
/// @param browLower AU 4
/// @param lidRaise AU 5
/// @param cheekRaise AU 6
/// @param lidTighten AU 7
/// @param noseWrinkle AU 9
/// @param upperLipRaise AU 10
/// @param cornerPull AU 12
/// @param cornerDown AU 15
/// @param chinRaise AU 17
/// @param pucker AU 18
/// @param lipStretch AU 20
/// @param lipPress AU 24
/// @param lipsPart AU 25
/// @param jawDrop AU 26
/// @param nostrilFlare AU 38
/// @param lidDroop AU 43, partly closed
/// @param gazeX, gazeDown where the eyes look, -1..1
/// @param asymmetry -1..1: which side of the upper lip and brow does more
public record ActionUnits(
    double browInnerUp,
    double browOuterUp,
    double browLower,
    double lidRaise,
    double cheekRaise,
    double lidTighten,
    double noseWrinkle,
    double upperLipRaise,
    double cornerPull,
    double cornerDown,
    double chinRaise,
    double pucker,
    double lipStretch,
    double lipPress,
    double lipsPart,
    double jawDrop,
    double nostrilFlare,
    double lidDroop,
    double gazeX,
    double gazeDown,
    double asymmetry) {

  /// A face at rest.
  public static final ActionUnits REST = new Builder().build();

  /// Units while an expression is put together.
  static final class Builder {
    double browInnerUp;
    double browOuterUp;
    double browLower;
    double lidRaise;
    double cheekRaise;
    double lidTighten;
    double noseWrinkle;
    double upperLipRaise;
    double cornerPull;
    double cornerDown;
    double chinRaise;
    double pucker;
    double lipStretch;
    double lipPress;
    double lipsPart;
    double jawDrop;
    double nostrilFlare;
    double lidDroop;
    double gazeX;
    double gazeDown;
    double asymmetry;

    /// What nobody holds quite still: small movements on top of the expression.
    void vary(Draws d) {
      browInnerUp += d.between(0, 0.06);
      browOuterUp += d.between(0, 0.08);
      cornerPull += d.between(0, 0.05);
      cornerDown += d.between(0, 0.05);
      jawDrop += d.between(0, 0.02);
      lidDroop += d.between(0, 0.08);
      gazeX += d.about(0, 0.35);
      gazeDown += d.about(0, 0.15);
      asymmetry += d.about(0, 0.08);
    }

    ActionUnits build() {
      return new ActionUnits(
          browInnerUp,
          browOuterUp,
          browLower,
          lidRaise,
          cheekRaise,
          lidTighten,
          noseWrinkle,
          upperLipRaise,
          cornerPull,
          cornerDown,
          chinRaise,
          pucker,
          lipStretch,
          lipPress,
          lipsPart,
          jawDrop,
          nostrilFlare,
          lidDroop,
          gazeX,
          gazeDown,
          asymmetry);
    }
  }
}
