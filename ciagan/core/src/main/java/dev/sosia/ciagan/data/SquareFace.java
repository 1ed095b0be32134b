package dev.sosia.ciagan.data;

import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.Planes;
import org.jspecify.annotations.Nullable;

/// A face, its landmark picture and its mask as squares of [Preprocessing#resizedSide], from which
/// each crop is cut: all that is the same each time a sample is loaded.
///
/// @param size side of the crops, in pixels
/// @param face, landmarks RGB
/// @param mask RGB or grey
public record SquareFace(int size, Picture face, Picture landmarks, Picture mask) {

  /// The face as a network sees it, `[3, S, S]`; null for the plain crop.
  public Planes face(@Nullable CropJitter jitter) {
    return Planes.of(Preprocessing.cropped(face, size, jitter));
  }

  /// The landmark picture, `[3, S, S]`.
  public Planes landmarks(@Nullable CropJitter jitter) {
    return Planes.of(Preprocessing.cropped(landmarks, size, jitter));
  }

  /// The mask, `[1, S, S]` or `[3, S, S]`.
  public Planes mask(@Nullable CropJitter jitter) {
    return Preprocessing.mask(Preprocessing.cropped(mask, size, jitter));
  }

  /// Bytes of the pictures.
  long bytes() {
    return (long) face.data().length + landmarks.data().length + mask.data().length;
  }
}
