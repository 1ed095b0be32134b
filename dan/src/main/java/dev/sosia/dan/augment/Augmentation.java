package dev.sosia.dan.augment;

import dev.sosia.dan.data.FaceInput;
import dev.sosia.landmarks.picture.Crop;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.Planes;
import dev.sosia.landmarks.picture.Rotation;
import java.util.random.RandomGenerator;

/// How a face is changed at random before a training network sees it. Lengths are published for 224
/// pixels; for other sizes they keep their share of the side.
public enum Augmentation {
  /// Not at all.
  NONE {
    @Override
    public Planes of(Picture square, RandomGenerator random) {
      return FaceInput.numbers(square);
    }
  },

  /// `rafdb.py`: mirrored half of the time; in a fifth of the cases turned by up to 20 degrees,
  /// then shifted by up to a seventh of the side, black coming in; half of the time a rectangle of
  /// 2 to 25 % is erased.
  RAFDB {
    @Override
    public Planes of(Picture square, RandomGenerator random) {
      Picture face = flipped(square, random);
      if (random.nextDouble() < 0.2) {
        face = Rotation.rotate(face, random.nextDouble(-ANGLE, ANGLE));
        face = shifted(face, random);
      }
      return new RandomErasing(0.02, 0.25).of(FaceInput.numbers(face), random);
    }
  },

  /// `affectnet.py`: mirrored half of the time; in seven of ten cases turned by up to 20 degrees,
  /// shifted by up to a fifth of the side and reduced to as little as 80 %, black coming in; half
  /// of the time a rectangle of 2 to 33 % is erased.
  AFFECTNET {
    @Override
    public Planes of(Picture square, RandomGenerator random) {
      Picture face = flipped(square, random);
      if (random.nextDouble() < 0.7) {
        double angle = random.nextDouble(-ANGLE, ANGLE);
        double x = shift(face.width(), random);
        double y = shift(face.height(), random);
        double scale = random.nextDouble(0.8, 1);
        face = Rotation.affine(face, angle, x, y, scale, 0, 0);
      }
      return new RandomErasing(0.02, 0.33).of(FaceInput.numbers(face), random);
    }
  };

  private static final double ANGLE = 20;
  private static final double PADDING = 32.0 / FaceInput.PUBLISHED_SIZE;
  private static final double SHIFT = 0.2;

  /// A square face as normalised numbers `[3, S, S]`, changed by numbers drawn from `random`.
  public abstract Planes of(Picture square, RandomGenerator random);

  private static Picture flipped(Picture face, RandomGenerator random) {
    return random.nextDouble() < 0.5 ? Crop.horizontalFlip(face) : face;
  }

  /// torchvision's `RandomCrop` to the same size with padding.
  private static Picture shifted(Picture face, RandomGenerator random) {
    int padding = (int) Math.rint(face.width() * PADDING);
    int top = random.nextInt(2 * padding + 1);
    int left = random.nextInt(2 * padding + 1);
    return Crop.paddedCrop(face, padding, top, left, face.height(), face.width());
  }

  /// A whole number of pixels, rounded as Python does.
  private static double shift(int side, RandomGenerator random) {
    return Math.rint(random.nextDouble(-SHIFT * side, SHIFT * side));
  }
}
