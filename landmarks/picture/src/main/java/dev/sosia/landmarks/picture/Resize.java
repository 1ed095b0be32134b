package dev.sosia.landmarks.picture;

import dev.sosia.engine.error.InputException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Pillow's `Image.resize`, to the byte.
///
/// A `Resize` holds the weights of one change of size and can be applied to any number of pictures
/// of that size, from any number of threads; [#resize] is for a single picture.
///
/// All filters but NEAREST work in two passes, first along rows and then along columns, with bytes
/// in between; a pass whose size stays, over a whole picture, is left out.
public final class Resize {
  private static final int HALF = 1 << (FilterBank.FRACTION - 1);

  private final int inWidth;
  private final int inHeight;
  private final int outWidth;
  private final int outHeight;
  private final Resampling filter;
  private final Region region;
  private final @Nullable FilterBank columns;
  private final @Nullable FilterBank rows;

  private Resize(int inWidth, int inHeight, int width, int height, Resampling f, Region region) {
    Picture.bytes(width, height, 3);
    region.check(inWidth, inHeight);
    this.inWidth = inWidth;
    this.inHeight = inHeight;
    this.outWidth = width;
    this.outHeight = height;
    this.filter = f;
    this.region = region;
    this.columns = bank(f, inWidth, region.left(), region.right(), width);
    this.rows = bank(f, inHeight, region.top(), region.bottom(), height);
  }

  private static @Nullable FilterBank bank(Resampling f, int in, float from, float to, int out) {
    boolean stays = in == out && from == 0 && to == in;
    return stays || f == Resampling.NEAREST ? null : FilterBank.of(f, in, from, to, out);
  }

  /// The resize of pictures of `inWidth` x `inHeight` to `width` x `height`.
  ///
  /// @throws InputException if a size is below 1 or the result too large to hold in memory
  public static Resize of(int inWidth, int inHeight, int width, int height, Resampling filter) {
    return of(inWidth, inHeight, width, height, filter, Region.whole(inWidth, inHeight));
  }

  /// The resize of the part `region` of pictures of `inWidth` x `inHeight` to `width` x `height`.
  ///
  /// @throws InputException also if the region is empty or not within the picture
  public static Resize of(
      int inWidth, int inHeight, int width, int height, Resampling filter, Region region) {
    return new Resize(inWidth, inHeight, width, height, filter, region);
  }

  /// One picture, resized to `width` x `height`.
  ///
  /// @throws InputException as [#of(int, int, int, int, Resampling)]
  public static Picture resize(Picture picture, int width, int height, Resampling filter) {
    return of(picture.width(), picture.height(), width, height, filter).apply(picture);
  }

  /// The part `region` of one picture, resized to `width` x `height`.
  ///
  /// @throws InputException as [#of(int, int, int, int, Resampling, Region)]
  public static Picture resize(
      Picture picture, int width, int height, Resampling filter, Region region) {
    return of(picture.width(), picture.height(), width, height, filter, region).apply(picture);
  }

  /// Whether this is for pictures of the size of `picture`.
  public boolean fits(Picture picture) {
    return picture.width() == inWidth && picture.height() == inHeight;
  }

  /// `picture` in the new size.
  ///
  /// @throws InputException if the picture is not of the size that this was made for
  public Picture apply(Picture picture) {
    if (!fits(picture)) {
      throw new InputException(
          "resize: made for pictures of %d x %d, given a %s".formatted(inWidth, inHeight, picture));
    }
    if (inWidth == outWidth
        && inHeight == outHeight
        && region.equals(Region.whole(inWidth, inHeight))) {
      return picture;
    }
    if (filter == Resampling.NEAREST) {
      double stepX = (double) (region.right() - region.left()) / outWidth;
      double stepY = (double) (region.bottom() - region.top()) / outHeight;
      double[] matrix = {stepX, 0, region.left(), 0, stepY, region.top()};
      return Warp.scale(picture, matrix, outWidth, outHeight);
    }
    int channels = picture.channels();
    byte[] data = picture.data();
    int skipped = 0;
    if (columns != null) {
      // only the rows that the second pass reads
      skipped = rows == null ? 0 : rows.begin();
      int end = rows == null ? inHeight : rows.end();
      data = alongRows(data, inWidth, channels, columns, outWidth, skipped, end);
    }
    if (rows != null) {
      data = alongColumns(data, outWidth * channels, rows, outHeight, skipped);
    }
    return Picture.of(outWidth, outHeight, channels, data);
  }

  /// Rows `begin..end` of the picture, each resampled to `width` pixels.
  private static byte[] alongRows(
      byte[] in, int inWidth, int channels, FilterBank bank, int width, int begin, int end) {
    byte[] out = new byte[Picture.bytes(width, end - begin, channels)];
    for (int y = begin; y < end; y++) {
      int from = y * inWidth * channels;
      int to = (y - begin) * width * channels;
      if (channels == 1) {
        rowOfGrey(in, from, bank, out, to, width);
      } else {
        rowOfRgb(in, from, bank, out, to, width);
      }
    }
    return out;
  }

  private static void rowOfGrey(
      byte[] in, int from, FilterBank bank, byte[] out, int to, int width) {
    int[] weights = bank.weights();
    for (int x = 0; x < width; x++) {
      int p = from + bank.first()[x];
      int k = x * bank.taps();
      int stop = k + bank.count()[x];
      int sum = HALF;
      for (; k < stop; k++, p++) {
        sum += weights[k] * (in[p] & 255);
      }
      out[to + x] = level(sum);
    }
  }

  private static void rowOfRgb(
      byte[] in, int from, FilterBank bank, byte[] out, int to, int width) {
    int[] weights = bank.weights();
    int at = to;
    for (int x = 0; x < width; x++, at += 3) {
      int p = from + bank.first()[x] * 3;
      int k = x * bank.taps();
      int stop = k + bank.count()[x];
      int red = HALF;
      int green = HALF;
      int blue = HALF;
      for (; k < stop; k++, p += 3) {
        int w = weights[k];
        red += w * (in[p] & 255);
        green += w * (in[p + 1] & 255);
        blue += w * (in[p + 2] & 255);
      }
      out[at] = level(red);
      out[at + 1] = level(green);
      out[at + 2] = level(blue);
    }
  }

  /// Columns resampled to `height` pixels; `stride` bytes a row, the first `skipped` rows missing.
  private static byte[] alongColumns(
      byte[] in, int stride, FilterBank bank, int height, int skipped) {
    byte[] out = new byte[stride * height];
    int[] sums = new int[stride];
    for (int y = 0; y < height; y++) {
      Arrays.fill(sums, HALF);
      for (int k = 0; k < bank.count()[y]; k++) {
        addRow(
            in,
            (bank.first()[y] - skipped + k) * stride,
            bank.weights()[y * bank.taps() + k],
            sums);
      }
      int at = y * stride;
      for (int x = 0; x < stride; x++) {
        out[at + x] = level(sums[x]);
      }
    }
    return out;
  }

  private static void addRow(byte[] in, int row, int weight, int[] sums) {
    for (int x = 0; x < sums.length; x++) {
      sums[x] += weight * (in[row + x] & 255);
    }
  }

  private static byte level(int sum) {
    return (byte) Math.clamp(sum >> FilterBank.FRACTION, 0, 255);
  }
}
