package dev.sosia.study.simple;

import dev.sosia.ciagan.data.FaceData;
import dev.sosia.engine.error.InputException;
import dev.sosia.landmarks.picture.Planes;
import java.util.Arrays;

/// A mosaic: each block of the picture in its mean colour.
///
/// @param blocks side by side over the picture, about half of them over the face
public record Pixelate(int blocks) implements SimpleMethod {
  /// Where nothing else is said.
  public static final int BLOCKS = 16;

  /// Checks the number.
  ///
  /// @throws InputException if there is no block
  public Pixelate {
    if (blocks < 1) {
      throw new InputException("method pixelate: blocks is at least 1, not " + blocks);
    }
  }

  @Override
  public FaceDrawer on(FaceData data, int size, long seed, Runnable each) {
    if (blocks > size) {
      throw new InputException(
          "method pixelate: %d blocks do not fit %d pixels".formatted(blocks, size));
    }
    return sample -> mosaic(sample.face());
  }

  Planes mosaic(Planes face) {
    float[] out = new float[face.data().length];
    for (int row = 0; row < blocks; row++) {
      int top = row * face.height() / blocks;
      int bottom = (row + 1) * face.height() / blocks;
      for (int column = 0; column < blocks; column++) {
        int left = column * face.width() / blocks;
        int right = (column + 1) * face.width() / blocks;
        for (int c = 0; c < face.channels(); c++) {
          fill(face, out, c, left, top, right, bottom);
        }
      }
    }
    return Planes.of(face.channels(), face.height(), face.width(), out);
  }

  private static void fill(
      Planes face, float[] out, int c, int left, int top, int right, int bottom) {
    double sum = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        sum += face.at(c, y, x);
      }
    }
    float mean = (float) (sum / ((bottom - top) * (right - left)));
    for (int y = top; y < bottom; y++) {
      int from = (c * face.height() + y) * face.width();
      Arrays.fill(out, from + left, from + right, mean);
    }
  }
}
