package dev.sosia.landmarks.figure;

import dev.sosia.landmarks.picture.Box;
import dev.sosia.landmarks.picture.Crop;
import dev.sosia.landmarks.picture.Picture;

/// A face from the forehead to the chin, square: what a network that reads expressions is shown.
///
/// Its centre lies a fifth of the way from the eyes to the chin, between the middle of the eyes and
/// the middle of the jaw's ends; its side is 1.9 times the way from the eyes to the chin.
///
/// @param box in the photo's pixels; it may lie beyond the photo
public record FaceSquare(Box box) {
  private static final int SMALLEST = 8;

  /// The square around a face with these points.
  public static FaceSquare around(FaceLandmarks points) {
    double eyes = 0;
    double middle = 0;
    for (int i = 36; i < 48; i++) {
      eyes += points.y(i) / 12;
      middle += points.x(i) / 12;
    }
    double high = Math.max(points.y(8) - eyes, SMALLEST);
    int half = (int) (0.95 * high);
    int x = (int) (0.5 * middle + 0.25 * (points.x(0) + points.x(16)));
    int y = (int) (eyes + 0.2 * high);
    return new FaceSquare(new Box(x - half, y - half, x + half, y + half));
  }

  /// The square cut out of a photo, its edge continued beyond it.
  public Picture of(Picture photo) {
    return Crop.edgeCrop(photo, box);
  }

  /// Where points of the photo are once the square was cut out and brought to `side` x `side`.
  public FaceLandmarks of(FaceLandmarks points, int side) {
    return points.moved(
        box.left(), box.top(), (double) side / box.width(), (double) side / box.height());
  }
}
