package dev.sosia.ciagan.data;

import dev.sosia.engine.error.InputException;
import dev.sosia.landmarks.figure.Drawing;
import dev.sosia.landmarks.figure.FaceLandmarks;
import dev.sosia.landmarks.picture.Box;
import dev.sosia.landmarks.picture.Crop;
import dev.sosia.landmarks.picture.CubicResize;
import dev.sosia.landmarks.picture.Picture;

/// A face with what CIAGAN wants to know about it: what lies in `clr`, `lndm` and `msk` for one
/// picture.
///
/// @param face RGB
/// @param landmarks RGB: jaw, nose bridge and inner lips as blue lines on white
/// @param mask RGB or grey: black where the face is to be replaced, white elsewhere
public record PreparedFace(Picture face, Picture landmarks, Picture mask) {
  /// Size of pictures that are made here: CelebA's aligned ones.
  public static final int WIDTH = 178;

  /// Size of pictures that are made here: CelebA's aligned ones.
  public static final int HEIGHT = 218;

  private static final int PAPER = 0xFFFFFF;
  private static final int LINE = 0x0000FF;
  private static final int INSIDE = 0x000000;

  /// What lies beyond a photo.
  public enum Border {
    /// Its edge, repeated, as the original continues it.
    EDGE,
    /// Nothing but black.
    BLACK
  }

  /// Half the crop's height in distances between the eyes' inner corners.
  private static final int REACH = 5;

  /// Prepares a photo as the original's `process_data.py` does: a crop around the eyes, continued
  /// by its edge where it leaves the photo, brought to 178 x 218 pixels, and the figures for it.
  ///
  /// @throws InputException if the eyes are not apart, or the crop lies beyond everything
  public static PreparedFace of(Picture photo, FaceLandmarks points) {
    return of(photo, points, Border.EDGE);
  }

  /// The same with another border around the photo.
  ///
  /// @throws InputException as [#of(Picture, FaceLandmarks)]
  public static PreparedFace of(Picture photo, FaceLandmarks points, Border border) {
    Box box = box(points);
    Picture face = CubicResize.resize(cut(photo, box, border), WIDTH, HEIGHT);
    FaceLandmarks moved =
        points.moved(
            box.left(),
            box.top(),
            (double) WIDTH / (box.right() - box.left()),
            (double) HEIGHT / (box.bottom() - box.top()));
    return new PreparedFace(face, landmarks(moved), mask(moved));
  }

  /// What is cut out: five times the distance of the eyes' inner corners upwards and downwards.
  ///
  /// @throws InputException if the eyes are not apart
  public static Box box(FaceLandmarks points) {
    double left = points.x(FaceLandmarks.LEFT_EYE_INNER);
    double right = points.x(FaceLandmarks.RIGHT_EYE_INNER);
    int x = (int) ((right + left) / 2);
    int y =
        (int)
            ((points.y(FaceLandmarks.RIGHT_EYE_INNER) + points.y(FaceLandmarks.LEFT_EYE_INNER))
                / 2);
    int half = (int) ((right - left) * REACH);
    int halfWidth = (int) ((double) half / HEIGHT * WIDTH);
    if (halfWidth < 1) {
      throw new InputException(
          "the eyes' inner corners are %.1f pixels apart: too little to cut a face out"
              .formatted(right - left));
    }
    return new Box(x - halfWidth, y - half, x + halfWidth, y + half);
  }

  private static Picture cut(Picture photo, Box box, Border border) {
    int pad = box.right() - box.left();
    if (box.left() < -pad
        || box.top() < -pad
        || box.right() > photo.width() + pad
        || box.bottom() > photo.height() + pad) {
      throw new InputException(
          "the face's surroundings (%s) lie too far outside the photo of %d x %d pixels"
              .formatted(box, photo.width(), photo.height()));
    }
    return switch (border) {
      case EDGE -> Crop.edgeCrop(photo, box);
      case BLACK -> Crop.crop(photo, box);
    };
  }

  /// The landmark picture for points in a picture of 178 x 218 pixels.
  static Picture landmarks(FaceLandmarks points) {
    Drawing drawing = new Drawing(WIDTH, HEIGHT, PAPER);
    int[][] parts = {{0, 16}, {27, 30}, {60, 67}};
    for (int[] part : parts) {
      int n = part[1] - part[0] + 1;
      int[] x = new int[n];
      int[] y = new int[n];
      for (int i = 0; i < n; i++) {
        x[i] = (int) points.x(part[0] + i);
        y[i] = (int) points.y(part[0] + i);
      }
      drawing.lines(x, y, part[0] == 60, LINE);
    }
    return drawing.picture();
  }

  /// The mask for points in a picture of 178 x 218 pixels: the jaw, and above it the brows' height.
  public static Picture mask(FaceLandmarks points) {
    int[] x = new int[19];
    int[] y = new int[19];
    x[0] = (int) points.x(0);
    y[0] = (int) points.y(19);
    for (int i = 0; i <= 16; i++) {
      x[i + 1] = (int) points.x(i);
      y[i + 1] = (int) points.y(i);
    }
    x[18] = (int) points.x(16);
    y[18] = (int) points.y(24);
    Drawing drawing = new Drawing(WIDTH, HEIGHT, PAPER);
    drawing.polygon(x, y, INSIDE);
    return drawing.picture();
  }
}
