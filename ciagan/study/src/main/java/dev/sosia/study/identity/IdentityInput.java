package dev.sosia.study.identity;

import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.Planes;
import dev.sosia.landmarks.picture.Resampling;
import dev.sosia.landmarks.picture.Resize;

/// A picture as [IdentityNet] takes it.
public final class IdentityInput {
  private static final double[] MEAN = {0.5, 0.5, 0.5};
  private static final double[] STD = {0.25, 0.25, 0.25};

  private IdentityInput() {}

  /// An RGB picture of any size as `[3, 64, 64]` numbers from -2 to 2.
  public static Planes numbers(Picture face) {
    int side = IdentityNet.SIZE;
    return Planes.of(Resize.resize(face, side, side, Resampling.BILINEAR)).normalize(MEAN, STD);
  }
}
