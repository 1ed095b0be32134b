package dev.sosia.study.robust;

import dev.sosia.engine.random.Philox;
import dev.sosia.landmarks.figure.FaceLandmarks;
import dev.sosia.landmarks.picture.Box;
import dev.sosia.landmarks.picture.ColorMode;
import dev.sosia.landmarks.picture.Crop;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.Resampling;
import dev.sosia.landmarks.picture.Resize;
import dev.sosia.landmarks.picture.Rotation;
import dev.sosia.study.photo.LabelledPhotos.Photo;
import java.util.Locale;

/// A way to spoil a photo. The points of the face go where the face goes.
public enum Damage {
  /// Nothing.
  NONE,

  /// Without colours.
  GREY,

  /// To 32 pixels and back, as a face far away.
  SMALL,

  /// Gaussian noise of 25 grey levels on every value, as in the dark.
  NOISY,

  /// A third of the picture black, as a face that leaves the frame.
  CUT,

  /// A third wider, as by a wrong aspect ratio.
  STRETCHED,

  /// Clockwise by 25 degrees.
  TURNED;

  private static final int SMALL_SIDE = 32;
  private static final double LEVELS = 25;
  private static final double WIDER = 4.0 / 3;
  private static final double DEGREES = 25;

  /// What tables call it: `grey`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The photo, spoilt.
  ///
  /// @param seed of what is drawn
  /// @param i the photo's number, so that each gets its own noise
  public Photo apply(Photo photo, long seed, int i) {
    Picture picture = photo.picture();
    FaceLandmarks points = photo.points();
    int width = picture.width();
    int height = picture.height();
    return switch (this) {
      case NONE -> photo;
      case GREY -> new Photo(ColorMode.RGB.convert(ColorMode.L.convert(picture)), points);
      case SMALL ->
          new Photo(
              Resize.resize(
                  Resize.resize(picture, SMALL_SIDE, SMALL_SIDE, Resampling.BILINEAR),
                  width,
                  height,
                  Resampling.BILINEAR),
              points);
      case NOISY -> new Photo(noisy(picture, new Philox(seed, i)), points);
      case CUT -> new Photo(cut(picture), points);
      case STRETCHED -> {
        int wide = (int) (width * WIDER);
        int left = (wide - width) / 2;
        Picture stretched = Resize.resize(picture, wide, height, Resampling.BILINEAR);
        yield new Photo(
            Crop.crop(stretched, new Box(left, 0, left + width, height)),
            points.moved(0, 0, (double) wide / width, 1).moved(left, 0, 1, 1));
      }
      case TURNED ->
          new Photo(
              Rotation.affine(picture, DEGREES, 0, 0, 1, 0, 0), turned(points, width, height));
    };
  }

  private static Picture noisy(Picture picture, Philox random) {
    byte[] out = picture.data().clone();
    for (int k = 0; k < out.length; k++) {
      double value = (out[k] & 255) + LEVELS * random.nextGaussian();
      out[k] = (byte) Math.clamp(Math.round(value), 0, 255);
    }
    return Picture.of(picture.width(), picture.height(), picture.channels(), out);
  }

  private static Picture cut(Picture picture) {
    byte[] out = picture.data().clone();
    int row = picture.width() * picture.channels();
    int from = row - row / 3;
    for (int k = 0; k < out.length; k++) {
      if (k % row >= from) {
        out[k] = 0;
      }
    }
    return Picture.of(picture.width(), picture.height(), picture.channels(), out);
  }

  private static FaceLandmarks turned(FaceLandmarks points, int width, int height) {
    double cos = Math.cos(Math.toRadians(DEGREES));
    double sin = Math.sin(Math.toRadians(DEGREES));
    double[] xy = new double[2 * FaceLandmarks.COUNT];
    for (int k = 0; k < FaceLandmarks.COUNT; k++) {
      double x = points.x(k) - width / 2.0;
      double y = points.y(k) - height / 2.0;
      xy[2 * k] = cos * x - sin * y + width / 2.0;
      xy[2 * k + 1] = sin * x + cos * y + height / 2.0;
    }
    return FaceLandmarks.of(xy);
  }
}
