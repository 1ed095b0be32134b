package dev.sosia.study.protocol;

import dev.sosia.landmarks.picture.LinearResize;
import dev.sosia.landmarks.picture.Picture;

/// A picture brought to a size by linear interpolation without antialiasing, as OpenCV's `resize`
/// does when no interpolation is given; its shape is not kept.
public record LinearTo(int width, int height) implements PictureStep {
  @Override
  public String words() {
    return "bilinear to %d x %d".formatted(width, height);
  }

  @Override
  public Picture apply(Picture picture) {
    return LinearResize.resize(picture, width, height);
  }
}
