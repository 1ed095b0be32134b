package dev.sosia.landmarks.picture;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.error.ShapeException;
import java.util.Arrays;

/// A picture as a network sees it: single precision numbers `[channels, height, width]`, one plane
/// after the other.
///
/// Immutable by convention, as [Picture] is: the array is taken over, not copied, and nobody writes
/// to what [#data] answers.
public final class Planes {
  private final int channels;
  private final int height;
  private final int width;
  private final float[] data;

  private Planes(int channels, int height, int width, float[] data) {
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.data = data;
  }

  /// Planes over `data`, which the caller no longer writes to.
  ///
  /// @throws ShapeException if a size is below 1 or `data` has another length than their product
  public static Planes of(int channels, int height, int width, float[] data) {
    if (channels < 1
        || height < 1
        || width < 1
        || (long) channels * height * width != data.length) {
      throw new ShapeException(
          "%d numbers do not make planes of [%d, %d, %d]"
              .formatted(data.length, channels, height, width));
    }
    return new Planes(channels, height, width, data);
  }

  public int channels() {
    return channels;
  }

  public int height() {
    return height;
  }

  public int width() {
    return width;
  }

  /// The numbers themselves, not a copy: only to be read.
  public float[] data() {
    return data;
  }

  public float at(int channel, int y, int x) {
    return data[(channel * height + y) * width + x];
  }

  /// torchvision's `to_tensor`: every byte divided by 255.
  public static Planes of(Picture picture) {
    int channels = picture.channels();
    int pixels = picture.width() * picture.height();
    float[] out = new float[pixels * channels];
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < pixels; i++) {
        out[c * pixels + i] = (picture.data()[i * channels + c] & 255) / 255f;
      }
    }
    return new Planes(channels, picture.height(), picture.width(), out);
  }

  /// torchvision's `to_pil_image`: times 255, fractions **cut off**, not rounded (0.9999999 becomes
  /// 254). What is below 0 becomes 0, NaN too, and what is above 1 becomes 255.
  ///
  /// @throws ShapeException if there are neither 1 nor 3 planes
  public Picture toPicture() {
    if (channels != 1 && channels != 3) {
      throw new ShapeException(
          "a picture has 1 or 3 planes, not the %d of %s".formatted(channels, this));
    }
    int pixels = height * width;
    byte[] out = new byte[data.length];
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < pixels; i++) {
        out[i * channels + c] = (byte) Math.clamp((int) (data[c * pixels + i] * 255f), 0, 255);
      }
    }
    return Picture.of(width, height, channels, out);
  }

  /// `(x - mean[c]) / std[c]` in F32; the constants are rounded to F32 first, as PyTorch does.
  ///
  /// @throws InputException if there is not one mean and one deviation, not 0, for each plane
  public Planes normalize(double[] mean, double[] std) {
    if (mean.length != channels || std.length != channels) {
      throw new InputException(
          "normalize: %d means and %d deviations for the %d planes of %s"
              .formatted(mean.length, std.length, channels, this));
    }
    int pixels = height * width;
    float[] out = new float[data.length];
    for (int c = 0; c < channels; c++) {
      float m = (float) mean[c];
      float s = (float) std[c];
      if (s == 0) {
        throw new InputException("normalize: the deviation of plane " + c + " is 0");
      }
      for (int i = c * pixels; i < (c + 1) * pixels; i++) {
        out[i] = (data[i] - m) / s;
      }
    }
    return new Planes(channels, height, width, out);
  }

  /// A copy with `value` in a rectangle of all planes: torchvision's `erase`.
  ///
  /// @throws InputException if the rectangle is not within the planes
  public Planes erase(int top, int left, int h, int w, double value) {
    if (top < 0 || left < 0 || h < 0 || w < 0 || h > height - top || w > width - left) {
      throw new InputException(
          "erase: %d x %d numbers at left %d, top %d are not within %s"
              .formatted(w, h, left, top, this));
    }
    float[] out = data.clone();
    for (int c = 0; c < channels; c++) {
      for (int y = top; y < top + h; y++) {
        int row = (c * height + y) * width;
        Arrays.fill(out, row + left, row + left + w, (float) value);
      }
    }
    return new Planes(channels, height, width, out);
  }

  @Override
  public String toString() {
    return "planes of [%d, %d, %d]".formatted(channels, height, width);
  }
}
