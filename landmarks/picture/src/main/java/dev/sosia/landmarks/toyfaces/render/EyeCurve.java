package dev.sosia.landmarks.toyfaces.render;

import dev.sosia.landmarks.toyfaces.person.ActionUnits;
import dev.sosia.landmarks.toyfaces.person.Identity;

/// One eye's lids and iris in face coordinates.
public final class EyeCurve {
  /// An iris is nearly as large in everybody: 11.8 mm across.
  static final double IRIS = 0.086;

  private static final double LINE = 0.0;

  private final int side;
  private final Identity.Eyes eyes;
  private final double openUpper;
  private final double openLower;
  private final double irisX;
  private final double irisY;

  /// @param side 1: on the picture's right, -1: left
  EyeCurve(int side, Identity.Eyes eyes, ActionUnits a) {
    this.side = side;
    this.eyes = eyes;
    double narrow = 0.30 * a.lidTighten() + 0.10 * a.cheekRaise() + 0.55 * a.lidDroop();
    this.openUpper = Math.max(0.012, eyes.opening() * (1 + 0.62 * a.lidRaise() - narrow));
    this.openLower =
        0.052 * (1 + 0.2 * a.lidRaise() - 0.5 * a.lidTighten() - 0.55 * a.cheekRaise());
    this.irisX = side * eyes.spacing() + 0.055 * a.gazeX();
    this.irisY = LINE + 0.022 - 0.05 * a.gazeDown();
  }

  /// Position along the eye: -1 at the inner corner, 1 at the outer.
  double along(double x) {
    return (x * side - eyes.spacing()) / eyes.width();
  }

  double x(double t) {
    return side * (eyes.spacing() + t * eyes.width());
  }

  private double line(double t) {
    return LINE + eyes.tilt() * t * eyes.width();
  }

  /// Height of the upper lid's edge at `t`.
  double upper(double t) {
    return line(t) + openUpper * Curve.arch(t) * (1 - 0.12 * t);
  }

  /// Height of the lower lid's edge at `t`.
  double lower(double t) {
    return line(t) - Math.max(0, openLower) * Curve.arch(t) * (1 + 0.2 * t);
  }

  /// The upper lid's crease above its edge, lower when the lid is raised.
  double crease(double t) {
    double lift = eyes.fold() * (1.25 - 0.35 * t * t) * Math.min(1.2, 0.1 / openUpper);
    return upper(Math.clamp(t, -1, 1)) + lift + 0.01 * (t + 1);
  }

  double irisX() {
    return irisX;
  }

  double irisY() {
    return irisY;
  }

  int side() {
    return side;
  }

  double width() {
    return eyes.width();
  }

  double centerX() {
    return side * eyes.spacing();
  }
}
