package dev.sosia.ciagan.anonymize;

import dev.sosia.ciagan.data.PictureId;
import dev.sosia.ciagan.data.Sample;
import dev.sosia.landmarks.picture.Picture;
import org.jspecify.annotations.Nullable;

/// A way to put something else in the place of a face, and what the audit says about it.
public interface FaceReplacement {

  /// What the audit calls it: `ciagan`, `k-same`.
  String method();

  /// The SHA-256 of the weights it works with; null where it has none.
  @Nullable String weightsSha256();

  /// The side of the pictures it takes and gives, in pixels.
  int size();

  /// Whose face is put there: `7`, or `3=0.5,7=0.5`; null where it is nobody's.
  ///
  /// @param index of the picture in the run, from 0
  @Nullable String identity(PictureId id, int index);

  /// The picture with another face inside the sample's mask, and every pixel outside as it was.
  ///
  /// @param index of the picture in the run, from 0
  Picture replace(Sample sample, int index);
}
