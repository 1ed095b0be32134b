package dev.sosia.landmarks.picture;

/// A rectangle of whole pixels, `right` and `bottom` excluded. It may lie beyond the picture.
public record Box(int left, int top, int right, int bottom) {
  public int width() {
    return right - left;
  }

  public int height() {
    return bottom - top;
  }
}
