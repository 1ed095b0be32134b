package dev.sosia.ciagan.data;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.error.ShapeException;
import dev.sosia.landmarks.picture.Box;
import dev.sosia.landmarks.picture.Crop;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.Planes;
import dev.sosia.landmarks.picture.Resampling;
import dev.sosia.landmarks.picture.Resize;
import org.jspecify.annotations.Nullable;

/// What CIAGAN does to a picture before its networks see it, and to their result afterwards.
/// Source: the original's `util_data.py` and `test.py`.
public final class Preprocessing {
  /// A mask's pixel belongs to the region to be replaced where `1 - value` is above this.
  public static final double MASK_THRESHOLD = 0.2;

  private Preprocessing() {}

  /// The side of the square that pictures are resized to before the crop: `int(1.125 size)`.
  ///
  /// @throws InputException if `size` is below 1
  public static int resizedSide(int size) {
    if (size < 1) {
      throw new InputException("a network's picture size is at least 1, not " + size);
    }
    return (int) (size * 1.125);
  }

  /// What is cut out of a picture of `width` x `height`.
  ///
  /// Without jitter: the middle `size` x `size`. With jitter: from the middle half of the width,
  /// each side moves outwards by up to an eighth of it, on its own, so that the crop need not be
  /// square. `size` then does not matter.
  public static Box cropBox(int width, int height, int size, @Nullable CropJitter jitter) {
    double x = width / 2.0;
    double y = height / 2.0;
    if (jitter == null) {
      double half = size / 2.0;
      return new Box((int) (x - half), (int) (y - half), (int) (x + half), (int) (y + half));
    }
    double smallest = width / 2.0;
    double largest = (width - x) * 1.5;
    double reach = (largest - smallest) / 2;
    double half = smallest / 2;
    return new Box(
        (int) (x - half - reach * jitter.left()),
        (int) (y - half - reach * jitter.top()),
        (int) (x + half + reach * jitter.right()),
        (int) (y + half + reach * jitter.bottom()));
  }

  /// A picture as the network gets it, still in bytes: to a square of [#resizedSide], cropped, to
  /// `size` x `size`, all with the Lanczos filter.
  ///
  /// @param jitter the same for the face, its landmarks and its mask; null for the plain crop
  public static Picture picture(Picture picture, int size, @Nullable CropJitter jitter) {
    int side = resizedSide(size);
    return cropped(Resize.resize(picture, side, side, Resampling.LANCZOS), size, jitter);
  }

  /// The second half of [#picture]: the square picture cropped and brought to `size` x `size`.
  static Picture cropped(Picture square, int size, @Nullable CropJitter jitter) {
    Box box = cropBox(square.width(), square.height(), size, jitter);
    return Resize.resize(Crop.crop(square, box), size, size, Resampling.LANCZOS);
  }

  /// Where `1 - x` is above `threshold`, in F32.
  ///
  /// @param x numbers of any shape, 0..1
  public static boolean[] maskThreshold(float[] x, double threshold) {
    float limit = (float) threshold;
    boolean[] out = new boolean[x.length];
    for (int i = 0; i < x.length; i++) {
      out[i] = 1 - x[i] > limit;
    }
    return out;
  }

  /// A mask picture as numbers: 1 inside the region to be replaced (dark in the picture), else 0. A
  /// grey mask gives one plane, an RGB mask three.
  public static Planes mask(Picture picture) {
    Planes x = Planes.of(picture);
    boolean[] inside = maskThreshold(x.data(), MASK_THRESHOLD);
    float[] out = new float[inside.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = inside[i] ? 1 : 0;
    }
    return Planes.of(x.channels(), x.height(), x.width(), out);
  }

  /// `generated` inside the mask and `picture` outside: `generated * mask + picture * (1 - mask)`,
  /// cut off to 0..1, NaN kept.
  ///
  /// @param generated, picture `[C, H, W]`
  /// @param mask `[C, H, W]` or `[1, H, W]`, 0..1
  /// @throws ShapeException if these do not fit together
  public static Planes composite(Planes generated, Planes mask, Planes picture) {
    int channels = picture.channels();
    boolean fits =
        generated.channels() == channels
            && generated.height() == picture.height()
            && generated.width() == picture.width()
            && (mask.channels() == 1 || mask.channels() == channels)
            && mask.height() == picture.height()
            && mask.width() == picture.width();
    if (!fits) {
      throw new ShapeException(
          "composite: generated %s, mask %s and picture %s do not fit together"
              .formatted(generated, mask, picture));
    }
    int pixels = picture.height() * picture.width();
    float[] out = new float[channels * pixels];
    for (int i = 0; i < out.length; i++) {
      float m = mask.data()[mask.channels() == 1 ? i % pixels : i];
      float v = generated.data()[i] * m + picture.data()[i] * (1 - m);
      out[i] = Math.min(Math.max(v, 0), 1);
    }
    return Planes.of(channels, picture.height(), picture.width(), out);
  }
}
