package dev.sosia.study.simple;

import dev.sosia.ciagan.anonymize.FaceReplacement;
import dev.sosia.ciagan.data.PictureId;
import dev.sosia.ciagan.data.Preprocessing;
import dev.sosia.ciagan.data.Sample;
import dev.sosia.landmarks.picture.Picture;
import org.jspecify.annotations.Nullable;

/// Faces hidden by a simple method, put into the picture as the generator's are.
///
/// @param method as it was asked for, for the audit
/// @param size side of the pictures, in pixels
public record SimpleReplacement(String method, int size, FaceDrawer drawer)
    implements FaceReplacement {

  @Override
  public @Nullable String weightsSha256() {
    return null;
  }

  @Override
  public @Nullable String identity(PictureId id, int index) {
    return null;
  }

  @Override
  public Picture replace(Sample sample, int index) {
    return Preprocessing.composite(drawer.draw(sample), sample.mask(), sample.face()).toPicture();
  }
}
