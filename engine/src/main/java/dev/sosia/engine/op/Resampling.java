package dev.sosia.engine.op;

import dev.sosia.engine.error.ShapeException;
import dev.sosia.engine.kernel.AxisMap2d;
import dev.sosia.engine.kernel.Copy;
import dev.sosia.engine.kernel.Taps;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/// Pictures made larger, smaller, or given a border, as PyTorch's `interpolate` and `pad` do.
public final class Resampling {
  private Resampling() {}

  /// `[N, C, H, W]` to `outH` x `outW`, each pixel the one at `min(floor(i in / out), in - 1)`.
  public static Tensor nearest(Tensor x, int outH, int outW) {
    requirePictures(x);
    Taps rows = nearest(x.dim(2), outH, (float) x.dim(2) / outH);
    return Planes.map(
        "nearest", x, new AxisMap2d(rows, nearest(x.dim(3), outW, (float) x.dim(3) / outW)));
  }

  /// The same by factors: `floor(in factor)` pixels, the one at `floor(i / factor)`.
  public static Tensor nearest(Tensor x, double factorH, double factorW) {
    requirePictures(x);
    Taps rows = nearest(x.dim(2), scaled(x.dim(2), factorH), (float) (1 / factorH));
    Taps columns = nearest(x.dim(3), scaled(x.dim(3), factorW), (float) (1 / factorW));
    return Planes.map("nearest", x, new AxisMap2d(rows, columns));
  }

  /// `[N, C, H, W]` to `outH` x `outW` by linear interpolation along both axes. The source of pixel
  /// i is `max(0, (i + 0.5) in / out - 0.5)`, with aligned corners `i (in - 1) / (out - 1)`.
  public static Tensor bilinear(Tensor x, int outH, int outW, boolean alignCorners) {
    requirePictures(x);
    Taps rows = linear(x.dim(2), outH, (double) x.dim(2) / outH, alignCorners);
    Taps columns = linear(x.dim(3), outW, (double) x.dim(3) / outW, alignCorners);
    return Planes.map("bilinear", x, new AxisMap2d(rows, columns));
  }

  /// The same by factors: `floor(in factor)` pixels; `1 / factor` takes the place of `in / out`.
  public static Tensor bilinear(Tensor x, double factorH, double factorW, boolean alignCorners) {
    requirePictures(x);
    Taps rows = linear(x.dim(2), scaled(x.dim(2), factorH), 1 / factorH, alignCorners);
    Taps columns = linear(x.dim(3), scaled(x.dim(3), factorW), 1 / factorW, alignCorners);
    return Planes.map("bilinear", x, new AxisMap2d(rows, columns));
  }

  /// Any tensor with a border of `value`: `pads` are before and after, the last dimension's first;
  /// negative ones crop.
  ///
  /// @throws ShapeException if more is cropped than there is
  public static Tensor padConstant(Tensor x, double value, int... pads) {
    requirePads(x, pads);
    Shape to = x.shape();
    Shape shared = x.shape();
    long from = x.offset();
    long[] strides = x.strides();
    for (int d = 0; d < x.rank(); d++) {
      int before = before(x, pads, d);
      int after = after(x, pads, d);
      to = to.with(d, nonNegative(x, pads, x.dim(d) + before + after));
      int kept = x.dim(d) + Math.min(before, 0) + Math.min(after, 0);
      shared = shared.with(d, nonNegative(x, pads, kept));
      from += strides[d] * Math.max(-before, 0);
    }
    Tensor y = x.device().fill(x.dtype(), to, value);
    long[] outStrides = y.strides();
    long at = y.offset();
    for (int d = 0; d < x.rank(); d++) {
      at += outStrides[d] * Math.max(before(x, pads, d), 0);
    }
    x.device()
        .into(
            new Copy(x.dtype()),
            new Tensor[] {x.view(shared, strides, from)},
            y.view(shared, outStrides, at));
    int[] opposite = Arrays.stream(pads).map(p -> -p).toArray();
    return Autograd.record(
        "pad_constant",
        y,
        List.of(x),
        List.of(),
        c -> c.grads(() -> padConstant(c.dy(), 0, opposite)));
  }

  /// Any tensor with a border mirrored at its edges, which are not repeated.
  ///
  /// @throws ShapeException if a border is not smaller than the dimension, or negative
  public static Tensor padReflect(Tensor x, int... pads) {
    return pad("reflect", x, pads, n -> i -> i < 0 ? -i : i >= n ? 2 * (n - 1) - i : i, true);
  }

  /// Any tensor with its edges repeated outwards.
  public static Tensor padReplicate(Tensor x, int... pads) {
    return pad("replicate", x, pads, n -> i -> Math.clamp(i, 0, n - 1), false);
  }

  /// From a size to the map of places, which may lie outside, to those they are read from.
  @FunctionalInterface
  private interface Border {
    IntUnaryOperator of(int size);
  }

  private static Tensor pad(String mode, Tensor x, int[] pads, Border border, boolean smaller) {
    requirePads(x, pads);
    for (int d = x.rank() - pads.length / 2; d < x.rank(); d++) {
      int widest = Math.max(before(x, pads, d), after(x, pads, d));
      int least = Math.min(before(x, pads, d), after(x, pads, d));
      if (least < 0 || x.dim(d) == 0 || (smaller && widest >= x.dim(d))) {
        throw new ShapeException(
            "pad: mode "
                + mode
                + " cannot put a border of "
                + before(x, pads, d)
                + " and "
                + after(x, pads, d)
                + " around dimension "
                + d
                + " of "
                + x.shape());
      }
    }
    if (x.rank() > 4 || pads.length > 4) {
      return byDimension(x, pads, border);
    }
    Tensor planes = x;
    while (planes.rank() < 4) {
      planes = Shapes.unsqueeze(planes, 0);
    }
    Taps rows = taps(mode, planes, pads, 2, border);
    Taps columns = taps(mode, planes, pads, 3, border);
    Tensor y = Planes.map("pad_" + mode, planes, new AxisMap2d(rows, columns));
    while (y.rank() > x.rank()) {
      y = Shapes.squeeze(y, 0);
    }
    return y;
  }

  private static Taps taps(String mode, Tensor x, int[] pads, int d, Border border) {
    int before = before(x, pads, d);
    IntUnaryOperator place = border.of(x.dim(d));
    return Taps.of(
        mode,
        x.dim(d),
        x.dim(d) + before + after(x, pads, d),
        (i, tap) -> tap.add(place.applyAsInt(i - before), 1));
  }

  private static Tensor byDimension(Tensor x, int[] pads, Border border) {
    Tensor y = x;
    for (int d = x.rank() - pads.length / 2; d < x.rank(); d++) {
      int before = before(x, pads, d);
      IntUnaryOperator place = border.of(x.dim(d));
      long[] places = new long[x.dim(d) + before + after(x, pads, d)];
      Arrays.setAll(places, i -> place.applyAsInt(i - before));
      y = Indexing.indexSelect(y, d, x.device().tensor(Shape.of(places.length), places));
    }
    return y;
  }

  private static int before(Tensor x, int[] pads, int d) {
    int i = 2 * (x.rank() - 1 - d);
    return i < pads.length ? pads[i] : 0;
  }

  private static int after(Tensor x, int[] pads, int d) {
    int i = 2 * (x.rank() - 1 - d) + 1;
    return i < pads.length ? pads[i] : 0;
  }

  private static int nonNegative(Tensor x, int[] pads, int size) {
    if (size < 0) {
      throw new ShapeException("pad: " + Arrays.toString(pads) + " crops more than " + x.shape());
    }
    return size;
  }

  private static void requirePads(Tensor x, int[] pads) {
    if (pads.length % 2 != 0 || pads.length > 2 * x.rank()) {
      throw new ShapeException(
          "pad: takes two numbers for each of some last dimensions of "
              + x.shape()
              + ", not "
              + Arrays.toString(pads));
    }
  }

  private static void requirePictures(Tensor x) {
    if (x.rank() != 4 || x.dim(2) == 0 || x.dim(3) == 0) {
      throw new ShapeException("interpolate: takes [N, C, H, W], not " + x.shape());
    }
  }

  private static int scaled(int in, double factor) {
    if (!(factor > 0) || !(in * factor >= 1)) {
      throw new ShapeException("interpolate: " + in + " pixels by a factor of " + factor);
    }
    return (int) Math.floor(in * factor);
  }

  private static Taps nearest(int in, int out, float scale) {
    requireSize(out);
    // PyTorch computes places in F32 whatever the type
    return Taps.of(
        "nearest",
        in,
        out,
        (i, tap) -> tap.add(Math.min((int) Math.floor((double) (i * scale)), in - 1), 1));
  }

  private static Taps linear(int in, int out, double scale, boolean alignCorners) {
    requireSize(out);
    double corners = out > 1 ? (double) (in - 1) / (out - 1) : 0;
    return Taps.of(
        "bilinear",
        in,
        out,
        (i, tap) -> {
          double at = alignCorners ? i * corners : Math.max(0, (i + 0.5) * scale - 0.5);
          int low = Math.min((int) at, in - 1);
          double share = Math.clamp(at - low, 0, 1);
          tap.add(low, 1 - share);
          tap.add(Math.min(low + 1, in - 1), share);
        });
  }

  private static void requireSize(int out) {
    if (out < 1) {
      throw new ShapeException("interpolate: to " + out + " pixels");
    }
  }
}
