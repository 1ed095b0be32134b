package dev.sosia.ciagan.data;

import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.Planes;
import dev.sosia.landmarks.picture.Resampling;
import dev.sosia.landmarks.picture.Resize;
import org.jspecify.annotations.Nullable;

/// Loads samples from a data set. Safe for any number of threads.
public final class SampleLoader {
  private final FaceData data;
  private final int size;

  /// The resize of the last picture's size, kept because data sets are mostly of one size.
  private volatile @Nullable Resize last;

  /// A loader for networks of `size` x `size` pixels.
  public SampleLoader(FaceData data, int size) {
    Preprocessing.resizedSide(size);
    this.data = data;
    this.size = size;
  }

  /// The sample as it is at inference, or with `jitter` as it is in training.
  ///
  /// @throws dev.sosia.engine.error.InputException as [FaceData#load] does
  public Sample load(PictureId id, @Nullable CropJitter jitter) {
    PreparedFace face = data.load(id);
    return new Sample(
        id,
        Planes.of(prepared(face.face(), jitter)),
        Planes.of(prepared(face.landmarks(), jitter)),
        Preprocessing.mask(prepared(face.mask(), jitter)));
  }

  private Picture prepared(Picture picture, @Nullable CropJitter jitter) {
    Resize toSquare = last;
    if (toSquare == null || !toSquare.fits(picture)) {
      int side = Preprocessing.resizedSide(size);
      toSquare = Resize.of(picture.width(), picture.height(), side, side, Resampling.LANCZOS);
      last = toSquare;
    }
    return Preprocessing.cropped(toSquare.apply(picture), size, jitter);
  }
}
