package dev.sosia.study.protocol;

import dev.sosia.engine.error.InputException;
import dev.sosia.landmarks.picture.Box;
import dev.sosia.landmarks.picture.Crop;
import dev.sosia.landmarks.picture.Picture;

/// A dark frame cut off: what is kept begins with the first column and row in which a value is over
/// the threshold, and ends before the last ones. So the last bright column and row are lost: the
/// study's `crop_images.py` excludes them, where a bounding box would hold them.
///
/// What is dark at the border of the face itself goes too, and then the face is enlarged.
///
/// @param threshold a value above it, in any channel, is bright
public record FrameCut(int threshold) implements PictureStep {
  /// The study's.
  public static final int PUBLISHED = 20;

  @Override
  public String words() {
    return "cut to values over " + threshold;
  }

  /// Cuts.
  ///
  /// @throws InputException if fewer than two columns or rows are bright
  @Override
  public Picture apply(Picture picture) {
    int left = picture.width();
    int top = picture.height();
    int right = -1;
    int bottom = -1;
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        if (isBright(picture, x, y)) {
          left = Math.min(left, x);
          top = Math.min(top, y);
          right = Math.max(right, x);
          bottom = Math.max(bottom, y);
        }
      }
    }
    if (right <= left || bottom <= top) {
      throw new InputException(
          "a picture without two columns and rows over %d cannot be cut out of its frame"
              .formatted(threshold));
    }
    return Crop.crop(picture, new Box(left, top, right, bottom));
  }

  private boolean isBright(Picture picture, int x, int y) {
    for (int c = 0; c < picture.channels(); c++) {
      if (picture.at(x, y, c) > threshold) {
        return true;
      }
    }
    return false;
  }
}
