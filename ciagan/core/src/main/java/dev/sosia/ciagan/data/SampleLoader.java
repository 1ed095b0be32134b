package dev.sosia.ciagan.data;

import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.Resampling;
import dev.sosia.landmarks.picture.Resize;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Loads samples from a data set. Safe for any number of threads.
public final class SampleLoader {
  private final FaceData data;
  private final int size;
  private final long most;
  private final AtomicLong kept = new AtomicLong();
  private final Map<PictureId, SquareFace> squares = new ConcurrentHashMap<>();

  /// The resize of the last picture's size, kept because data sets are mostly of one size.
  private volatile @Nullable Resize last;

  /// A loader for networks of `size` x `size` pixels, which keeps nothing.
  public SampleLoader(FaceData data, int size) {
    this(data, size, 0);
  }

  /// A loader for networks of `size` x `size` pixels.
  ///
  /// @param most bytes of pictures kept in memory before the crop: the first ones that are loaded,
  ///   as any are as good to have where pictures are drawn evenly
  public SampleLoader(FaceData data, int size, long most) {
    Preprocessing.resizedSide(size);
    this.data = data;
    this.size = size;
    this.most = most;
  }

  /// The sample as it is at inference, or with `jitter` as it is in training.
  ///
  /// @throws dev.sosia.engine.error.InputException as [FaceData#load] does
  public Sample load(PictureId id, @Nullable CropJitter jitter) {
    SquareFace square = square(id);
    return new Sample(id, square.face(jitter), square.landmarks(jitter), square.mask(jitter));
  }

  /// The sample before the crop.
  ///
  /// @throws dev.sosia.engine.error.InputException as [FaceData#load] does
  public SquareFace square(PictureId id) {
    SquareFace square = squares.get(id);
    if (square == null) {
      PreparedFace face = data.load(id);
      square =
          new SquareFace(
              size, resized(face.face()), resized(face.landmarks()), resized(face.mask()));
      if (kept.get() + square.bytes() <= most && squares.putIfAbsent(id, square) == null) {
        kept.addAndGet(square.bytes());
      }
    }
    return square;
  }

  private Picture resized(Picture picture) {
    Resize toSquare = last;
    if (toSquare == null || !toSquare.fits(picture)) {
      int side = Preprocessing.resizedSide(size);
      toSquare = Resize.of(picture.width(), picture.height(), side, side, Resampling.LANCZOS);
      last = toSquare;
    }
    return toSquare.apply(picture);
  }
}
