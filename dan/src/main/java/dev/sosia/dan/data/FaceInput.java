package dev.sosia.dan.data;

import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.Planes;
import dev.sosia.landmarks.picture.Resampling;
import dev.sosia.landmarks.picture.Resize;

/// What DAN does to a face before it sees it: to a square of the network's size (bilinear with
/// antialiasing, aspect ratio not kept), to numbers 0..1, less ImageNet's mean, by its deviation.
public final class FaceInput {
  /// The side of the published networks' pictures, in pixels.
  public static final int PUBLISHED_SIZE = 224;

  /// Under which name a file of weights says the side of its pictures, if it does.
  public static final String SIZE_KEY = "img_size";

  private static final double[] MEAN = {0.485, 0.456, 0.406};
  private static final double[] STD = {0.229, 0.224, 0.225};

  private FaceInput() {}

  /// A face of any size as a square.
  public static Picture square(Picture face, int size) {
    return Resize.resize(face, size, size, Resampling.BILINEAR);
  }

  /// An RGB picture as `[3, H, W]` numbers of about -2.1..2.7.
  public static Planes numbers(Picture square) {
    return Planes.of(square).normalize(MEAN, STD);
  }
}
