package dev.sosia.study.protocol;

import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.PictureReader;
import dev.sosia.landmarks.picture.PictureWriter;

/// A picture written as JPEG and read again, colours at half resolution (4:2:0).
///
/// @param quality 1 to 100
public record JpegGeneration(int quality) implements PictureStep {
  /// OpenCV's quality when none is given.
  public static final int OPENCV = 95;

  /// Pillow's quality when none is given.
  public static final int PILLOW = PictureWriter.DEFAULT_QUALITY;

  @Override
  public String words() {
    return "JPEG at quality " + quality;
  }

  @Override
  public Picture apply(Picture picture) {
    return new PictureReader()
        .decode(PictureWriter.jpeg(picture, quality), "a JPEG of quality " + quality);
  }
}
