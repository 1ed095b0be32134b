package dev.sosia.study.variant;

import java.util.List;

/// A line of a landmark picture, by its first and last of the 68 points.
enum FaceFeature {
  JAW(0, 16, false),
  NOSE_BRIDGE(27, 30, false),
  INNER_LIPS(60, 67, true),
  OUTER_LIPS(48, 59, true),
  EYE_ON_LEFT(36, 41, true),
  EYE_ON_RIGHT(42, 47, true),
  BROW_ON_LEFT(17, 21, false),
  BROW_ON_RIGHT(22, 26, false);

  /// What CIAGAN draws.
  static final List<FaceFeature> PUBLISHED = List.of(JAW, NOSE_BRIDGE, INNER_LIPS);

  final int first;
  final int last;
  final boolean closed;

  FaceFeature(int first, int last, boolean closed) {
    this.first = first;
    this.last = last;
    this.closed = closed;
  }
}
