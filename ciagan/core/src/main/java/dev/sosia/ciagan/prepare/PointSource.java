package dev.sosia.ciagan.prepare;

import dev.sosia.landmarks.figure.FaceLandmarks;
import dev.sosia.landmarks.picture.Picture;
import java.util.Optional;

/// Where the points of a photo's face come from. Safe for any number of threads.
@FunctionalInterface
public interface PointSource {

  /// The points of the face to prepare; empty if there is none.
  ///
  /// @param name of the photo's file, as in [Photos.Photo]
  Optional<FaceLandmarks> points(String name, Picture photo);
}
