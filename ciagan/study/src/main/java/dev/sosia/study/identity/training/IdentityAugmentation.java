package dev.sosia.study.identity.training;

import dev.sosia.landmarks.picture.Box;
import dev.sosia.landmarks.picture.Crop;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.PictureReader;
import dev.sosia.landmarks.picture.PictureWriter;
import dev.sosia.landmarks.picture.Planes;
import dev.sosia.landmarks.picture.Resampling;
import dev.sosia.landmarks.picture.Resize;
import dev.sosia.study.identity.AlignedFace;
import dev.sosia.study.identity.FaceView;
import dev.sosia.study.identity.IdentityInput;
import dev.sosia.study.identity.IdentityNet;
import java.util.random.RandomGenerator;

/// How a face is made worse at random, as the pictures will be that are judged: half of the time
/// only its inside is left; it is cut out otherwise, reduced to as little as 24 pixels, coded as
/// JPEG, darkened.
final class IdentityAugmentation {
  private static final double SHIFT = 0.05;
  private static final double SCALE = 0.1;
  private static final int FEWEST_PIXELS = 24;
  private static final double JPEG = 0.3;
  private static final double GAIN = 0.15;

  private IdentityAugmentation() {}

  /// Numbers `[3, 64, 64]` of a face, changed by what is drawn from `random`.
  static Planes of(AlignedFace face, RandomGenerator random) {
    FaceView view = random.nextBoolean() ? FaceView.WHOLE : FaceView.INSIDE;
    Picture picture = cut(view.of(face).picture(), random);
    int side =
        random.nextBoolean()
            ? random.nextInt(FEWEST_PIXELS, IdentityNet.SIZE + 1)
            : IdentityNet.SIZE;
    picture = Resize.resize(picture, side, side, Resampling.BILINEAR);
    if (random.nextDouble() < JPEG) {
      byte[] jpeg = PictureWriter.jpeg(picture, random.nextInt(40, 96));
      picture = new PictureReader().decode(jpeg, "a face");
    }
    float gain = (float) random.nextDouble(1 - GAIN, 1 + GAIN);
    Planes numbers = IdentityInput.numbers(picture);
    float[] changed = numbers.data().clone();
    for (int i = 0; i < changed.length; i++) {
      changed[i] = (changed[i] + 2) * gain - 2; // 0 is black
    }
    return Planes.of(numbers.channels(), numbers.height(), numbers.width(), changed);
  }

  private static Picture cut(Picture picture, RandomGenerator random) {
    int side = picture.width();
    double half = 0.5 * side * random.nextDouble(1 - SCALE, 1 + SCALE);
    double x = 0.5 * side + side * random.nextDouble(-SHIFT, SHIFT);
    double y = 0.5 * side + side * random.nextDouble(-SHIFT, SHIFT);
    Box box =
        new Box(
            (int) Math.rint(x - half),
            (int) Math.rint(y - half),
            (int) Math.rint(x + half),
            (int) Math.rint(y + half));
    return Crop.edgeCrop(picture, box);
  }
}
