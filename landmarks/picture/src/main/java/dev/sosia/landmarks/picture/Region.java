package dev.sosia.landmarks.picture;

import dev.sosia.engine.error.InputException;

/// The part of a picture that a resize reads, in pixels and fractions of pixels, within the
/// picture. Single precision, as in Pillow's `box` argument.
public record Region(float left, float top, float right, float bottom) {

  /// All of a picture of this size.
  public static Region whole(int width, int height) {
    return new Region(0, 0, width, height);
  }

  /// @throws InputException if the region is empty or not within a picture of this size
  void check(int width, int height) {
    // written so that a NaN is refused, too
    if (!(left >= 0 && top >= 0 && right <= width && bottom <= height)) {
      throw new InputException(
          "resize: the box %s is not within the picture of %d x %d".formatted(this, width, height));
    }
    if (!(left < right && top < bottom)) {
      throw new InputException("resize: the box %s is empty".formatted(this));
    }
  }

  @Override
  public String toString() {
    return "[%s, %s, %s, %s]".formatted(left, top, right, bottom);
  }
}
