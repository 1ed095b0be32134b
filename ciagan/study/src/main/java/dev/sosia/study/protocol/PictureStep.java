package dev.sosia.study.protocol;

import dev.sosia.landmarks.picture.Picture;

/// One thing that is done to a picture.
public interface PictureStep {

  /// What is done, for a table of steps: `JPEG at quality 75`.
  String words();

  /// The picture after it.
  ///
  /// @throws dev.sosia.engine.error.InputException if it cannot be done to this picture
  Picture apply(Picture picture);
}
