package dev.sosia.ciagan.data;

import dev.sosia.landmarks.picture.Planes;

/// One face as the networks get it, of S x S pixels.
///
/// @param id where it comes from, and whose it is
/// @param face `[3, S, S]`, 0..1
/// @param landmarks `[3, S, S]`, 0..1: lines on white
/// @param mask `[1, S, S]` or `[3, S, S]`: 1 inside the region to be replaced, else 0
public record Sample(PictureId id, Planes face, Planes landmarks, Planes mask) {

  /// What is left of the face when the region to be replaced is cut out, black there: what the
  /// generator sees of it, `[3, S, S]`.
  public Planes withoutFace() {
    float[] kept = face.data().clone();
    int plane = face.height() * face.width();
    for (int i = 0; i < kept.length; i++) {
      kept[i] *= 1 - mask.data()[mask.channels() == 1 ? i % plane : i];
    }
    return Planes.of(face.channels(), face.height(), face.width(), kept);
  }
}
