package dev.sosia.study.identity;

import dev.sosia.landmarks.figure.Drawing;
import dev.sosia.landmarks.figure.FaceLandmarks;
import dev.sosia.landmarks.figure.FaceSquare;
import dev.sosia.landmarks.picture.Box;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.Resampling;
import dev.sosia.landmarks.picture.Resize;

/// A square picture of a face and its points.
///
/// @param picture RGB
/// @param points in the picture's pixels
public record AlignedFace(Picture picture, FaceLandmarks points) {
  private static final int INSIDE = 0xffffff;
  private static final int GREY = 128;

  /// The face in a photo, cut out by its points and brought to `side` x `side` pixels.
  public static AlignedFace in(Picture photo, FaceLandmarks points, int side) {
    FaceSquare square = FaceSquare.around(points);
    Box box = square.box();
    return new AlignedFace(square.of(photo), points.moved(box.left(), box.top(), 1, 1)).sized(side);
  }

  /// The same face at `side` x `side` pixels.
  public AlignedFace sized(int side) {
    return new AlignedFace(
        Resize.resize(picture, side, side, Resampling.BILINEAR),
        points.moved(0, 0, (double) side / picture.width(), (double) side / picture.height()));
  }

  /// What is left where only the region that CIAGAN replaces may be looked at, from the jaw to the
  /// brows; the rest is grey.
  public AlignedFace inside() {
    int width = picture.width();
    Drawing drawing = new Drawing(width, picture.height(), 0);
    int[] x = new int[19];
    int[] y = new int[19];
    for (int i = 0; i <= 16; i++) {
      x[i + 1] = (int) points.x(i);
      y[i + 1] = (int) points.y(i);
    }
    x[0] = x[1];
    y[0] = (int) points.y(19);
    x[18] = x[17];
    y[18] = (int) points.y(24);
    drawing.polygon(x, y, INSIDE);
    byte[] region = drawing.picture().data();
    byte[] out = picture.data().clone();
    for (int i = 0; i < out.length; i++) {
      out[i] = region[i] == 0 ? (byte) GREY : out[i];
    }
    return new AlignedFace(Picture.of(width, picture.height(), 3, out), points);
  }
}
