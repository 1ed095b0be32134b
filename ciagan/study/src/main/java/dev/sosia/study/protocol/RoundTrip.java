package dev.sosia.study.protocol;

import dev.sosia.ciagan.anonymize.FaceReplacement;
import dev.sosia.ciagan.data.PictureId;
import dev.sosia.ciagan.data.Sample;
import dev.sosia.landmarks.picture.Picture;
import org.jspecify.annotations.Nullable;

/// No anonymization at all: the face goes the whole way of a protocol and comes back as it was,
/// which tells what the way alone costs.
///
/// @param size side of the pictures, in pixels
public record RoundTrip(int size) implements FaceReplacement {
  @Override
  public String method() {
    return "none";
  }

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
    return sample.face().toPicture();
  }
}
