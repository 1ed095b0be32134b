package dev.sosia.landmarks.picture;

import dev.sosia.engine.error.InputException;

/// Rectangles cut out of pictures, and mirrored pictures.
public final class Crop {
  private Crop() {}

  /// The pixels of `box`, 0 where it lies beyond the picture: Pillow's `Image.crop`.
  ///
  /// @throws InputException if the box is empty
  public static Picture crop(Picture picture, Box box) {
    if (box.right() <= box.left() || box.bottom() <= box.top()) {
      throw new InputException("crop: %s holds no pixel".formatted(box));
    }
    int channels = picture.channels();
    long wide = (long) box.right() - box.left();
    long high = (long) box.bottom() - box.top();
    if (wide > Integer.MAX_VALUE || high > Integer.MAX_VALUE) {
      throw new InputException("crop: %s is too large to hold in memory".formatted(box));
    }
    byte[] out = new byte[Picture.bytes((int) wide, (int) high, channels)];
    int left = Math.max(box.left(), 0);
    int right = Math.min(box.right(), picture.width());
    int bottom = Math.min(box.bottom(), picture.height());
    for (int y = Math.max(box.top(), 0); y < bottom && left < right; y++) {
      System.arraycopy(
          picture.data(),
          (y * picture.width() + left) * channels,
          out,
          ((y - box.top()) * (int) wide + left - box.left()) * channels,
          (right - left) * channels);
    }
    return Picture.of((int) wide, (int) high, channels, out);
  }

  /// `height` x `width` pixels at (`left`, `top`) of the picture with `padding` pixels of 0 all
  /// round: torchvision's `RandomCrop` once its numbers are drawn.
  ///
  /// @param padding at least 0
  /// @param top, left position in the padded picture
  /// @throws InputException if the crop is empty or not within the padded picture
  public static Picture paddedCrop(
      Picture picture, int padding, int top, int left, int height, int width) {
    if (padding < 0
        || top < 0
        || left < 0
        || height < 1
        || width < 1
        || (long) top + height > picture.height() + 2L * padding
        || (long) left + width > picture.width() + 2L * padding) {
      throw new InputException(
          "padded_crop: %d x %d pixels at left %d, top %d are not within a %s padded by %d"
              .formatted(width, height, left, top, picture, padding));
    }
    int x = left - padding;
    int y = top - padding;
    return crop(picture, new Box(x, y, x + width, y + height));
  }

  /// The pixels of `box`; beyond the picture, those of its nearest edge.
  ///
  /// @throws InputException if the box is empty
  public static Picture edgeCrop(Picture picture, Box box) {
    if (box.right() <= box.left() || box.bottom() <= box.top()) {
      throw new InputException("crop: %s holds no pixel".formatted(box));
    }
    int width = box.right() - box.left();
    int height = box.bottom() - box.top();
    int channels = picture.channels();
    byte[] out = new byte[Picture.bytes(width, height, channels)];
    for (int y = 0; y < height; y++) {
      int row = Math.clamp((long) box.top() + y, 0, picture.height() - 1) * picture.width();
      for (int x = 0; x < width; x++) {
        int from = row + Math.clamp((long) box.left() + x, 0, picture.width() - 1);
        System.arraycopy(
            picture.data(), from * channels, out, (y * width + x) * channels, channels);
      }
    }
    return Picture.of(width, height, channels, out);
  }

  /// The picture mirrored left to right.
  public static Picture horizontalFlip(Picture picture) {
    int channels = picture.channels();
    int width = picture.width();
    byte[] in = picture.data();
    byte[] out = new byte[in.length];
    for (int row = 0; row < in.length; row += width * channels) {
      for (int x = 0; x < width; x++) {
        int from = row + (width - 1 - x) * channels;
        for (int c = 0; c < channels; c++) {
          out[row + x * channels + c] = in[from + c];
        }
      }
    }
    return Picture.of(width, picture.height(), channels, out);
  }
}
