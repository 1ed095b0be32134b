package dev.sosia.ciagan.data;

import dev.sosia.engine.error.InputException;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.PictureReader;
import dev.sosia.landmarks.picture.Planes;
import dev.sosia.landmarks.picture.Resampling;
import dev.sosia.landmarks.picture.Resize;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Loads samples from a data set. Safe for any number of threads.
public final class SampleLoader {
  private final CiaganFolder folder;
  private final int size;
  private final PictureReader reader;

  /// The resize of the last picture's size, kept because data sets are mostly of one size.
  private volatile @Nullable Resize last;

  /// A loader for networks of `size` x `size` pixels.
  public SampleLoader(CiaganFolder folder, int size, PictureReader reader) {
    Preprocessing.resizedSide(size);
    this.folder = folder;
    this.size = size;
    this.reader = reader;
  }

  /// The sample as it is at inference, or with `jitter` as it is in training.
  ///
  /// @throws InputException naming the file, if it cannot be read, or if the face or the landmark
  ///   picture is not RGB
  public Sample load(PictureId id, @Nullable CropJitter jitter) {
    return new Sample(
        id,
        Planes.of(rgb(folder.face(id), jitter)),
        Planes.of(rgb(folder.landmarks(id), jitter)),
        Preprocessing.mask(prepared(reader.read(folder.mask(id)), jitter)));
  }

  private Picture rgb(Path file, @Nullable CropJitter jitter) {
    Picture picture = reader.read(file);
    if (picture.channels() != 3) {
      throw new InputException(
          file + " is grey; faces and landmark pictures have to be RGB, masks alone may be grey");
    }
    return prepared(picture, jitter);
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
