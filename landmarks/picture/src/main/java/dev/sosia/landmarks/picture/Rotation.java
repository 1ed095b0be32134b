package dev.sosia.landmarks.picture;

import dev.sosia.engine.error.InputException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// torchvision's `rotate` and `affine` of pictures, nearest pixel, about the centre, same size, 0
/// outside. Source: torchvision 0.14.1, `functional.py`; Pillow 9.4, `Image.rotate`.
public final class Rotation {
  private Rotation() {}

  /// The picture turned counter-clockwise by `angle` degrees.
  ///
  /// Multiples of 90 degrees that keep the shape move pixels and lose none.
  ///
  /// @throws InputException if the angle is not a finite number
  public static Picture rotate(Picture picture, double angle) {
    finite("rotate", "angle", angle);
    double turn = angle % 360;
    if (turn < 0) {
      turn += 360;
    }
    boolean square = picture.width() == picture.height();
    if (turn == 0) {
      return picture;
    } else if (turn == 180) {
      return halfTurn(picture);
    } else if (square && turn == 90) {
      return quarterTurn(picture);
    } else if (square && turn == 270) {
      return halfTurn(quarterTurn(picture));
    }
    double radians = -Math.toRadians(turn);
    double cos = to15Decimals(Math.cos(radians));
    double sin = to15Decimals(Math.sin(radians));
    double minusSin = to15Decimals(-Math.sin(radians));
    double x = picture.width() / 2.0;
    double y = picture.height() / 2.0;
    double[] matrix = {
      cos, sin, cos * -x + sin * -y + x, minusSin, cos, minusSin * -x + cos * -y + y
    };
    return Warp.affine(picture, matrix);
  }

  /// The picture sheared, scaled, turned clockwise, and shifted, in this order.
  ///
  /// @param angle degrees, clockwise
  /// @param translateX, translateY pixels to the right and down
  /// @param scale above 0; 2 makes things twice as large
  /// @param shearX, shearY degrees, within -90..90
  /// @throws InputException if a number is not finite or the scale is not above 0
  public static Picture affine(
      Picture picture,
      double angle,
      double translateX,
      double translateY,
      double scale,
      double shearX,
      double shearY) {
    finite("affine", "angle", angle);
    finite("affine", "translate", translateX);
    finite("affine", "translate", translateY);
    finite("affine", "scale", scale);
    finite("affine", "shear", shearX);
    finite("affine", "shear", shearY);
    if (scale <= 0) {
      throw new InputException("affine: scale is %s but has to be above 0".formatted(scale));
    }
    double rot = Math.toRadians(angle);
    double sx = Math.toRadians(shearX);
    double sy = Math.toRadians(shearY);
    double a = Math.cos(rot - sy) / Math.cos(sy);
    double b = -Math.cos(rot - sy) * Math.tan(sx) / Math.cos(sy) - Math.sin(rot);
    double c = Math.sin(rot - sy) / Math.cos(sy);
    double d = -Math.sin(rot - sy) * Math.tan(sx) / Math.cos(sy) + Math.cos(rot);
    double[] m = {d / scale, -b / scale, 0, -c / scale, a / scale, 0};
    double x = picture.width() * 0.5;
    double y = picture.height() * 0.5;
    m[2] = m[0] * (-x - translateX) + m[1] * (-y - translateY) + x;
    m[5] = m[3] * (-x - translateX) + m[4] * (-y - translateY) + y;
    return Warp.affine(picture, m);
  }

  private static Picture halfTurn(Picture in) {
    int channels = in.channels();
    byte[] out = new byte[in.data().length];
    for (int p = 0; p < out.length; p += channels) {
      System.arraycopy(in.data(), out.length - channels - p, out, p, channels);
    }
    return Picture.of(in.width(), in.height(), channels, out);
  }

  /// A square picture turned counter-clockwise: what was its right column becomes its top row.
  private static Picture quarterTurn(Picture in) {
    int n = in.width();
    int channels = in.channels();
    byte[] out = new byte[in.data().length];
    for (int y = 0; y < n; y++) {
      for (int x = 0; x < n; x++) {
        int from = (x * n + n - 1 - y) * channels;
        System.arraycopy(in.data(), from, out, (y * n + x) * channels, channels);
      }
    }
    return Picture.of(n, n, channels, out);
  }

  /// Python's `round(x, 15)`.
  private static double to15Decimals(double x) {
    return new BigDecimal(x).setScale(15, RoundingMode.HALF_EVEN).doubleValue();
  }

  private static void finite(String op, String name, double value) {
    if (!Double.isFinite(value)) {
      throw new InputException("%s: %s is %s, not a finite number".formatted(op, name, value));
    }
  }
}
