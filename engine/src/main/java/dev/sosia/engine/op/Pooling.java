package dev.sosia.engine.op;

import dev.sosia.engine.error.ShapeException;
import dev.sosia.engine.kernel.AxisMap2d;
import dev.sosia.engine.kernel.MaxPool2d;
import dev.sosia.engine.kernel.Taps;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.Shape;
import java.util.List;

/// Pooling of pictures `[N, C, H, W]`, in PyTorch's sizes and rules.
///
/// Results have `floor((in + 2 padding - dilation (kernel - 1) - 1) / stride) + 1` rows and
/// columns; in ceil mode rounded up instead, without a last window that would begin in the right
/// padding.
public final class Pooling {
  private Pooling() {}

  /// How windows lie on a picture, per axis, height first.
  public record Window(
      int kernelH,
      int kernelW,
      int strideH,
      int strideW,
      int padH,
      int padW,
      int dilationH,
      int dilationW,
      boolean ceilMode) {
    /// A square window that moves by `stride`, without padding or dilation.
    public static Window of(int kernel, int stride) {
      return new Window(kernel, kernel, stride, stride, 0, 0, 1, 1, false);
    }

    private Axis rows(String op, Shape x) {
      return new Axis(op, x.dim(2), kernelH, strideH, padH, dilationH, ceilMode);
    }

    private Axis columns(String op, Shape x) {
      return new Axis(op, x.dim(3), kernelW, strideW, padW, dilationW, ceilMode);
    }
  }

  /// The values a max pooling found, and where: I64, row-major within each plane.
  public record Maxima(Tensor values, Tensor indices) {}

  /// The mean of each window. The divisor counts pixels of the picture and, with `countIncludePad`,
  /// of its padding, but never what hangs over beyond the padding.
  ///
  /// @throws ShapeException if the padding exceeds half the window or the window does not fit
  public static Tensor avgPool2d(Tensor x, Window w, boolean countIncludePad) {
    String op = "avg_pool2d";
    requirePictures(op, x);
    if (w.dilationH != 1 || w.dilationW != 1) {
      throw new ShapeException(op + ": windows are not dilated");
    }
    Taps rows = w.rows(op, x.shape()).averages(countIncludePad);
    Taps columns = w.columns(op, x.shape()).averages(countIncludePad);
    return Planes.map(op, x, new AxisMap2d(rows, columns));
  }

  /// The largest value of each window; the first of equal ones, the last NaN. Padding never wins.
  ///
  /// @throws ShapeException if the padding exceeds half the window or the window does not fit
  public static Maxima maxPool2d(Tensor x, Window w) {
    String op = "max_pool2d";
    requirePictures(op, x);
    Taps rows = w.rows(op, x.shape()).members();
    return max(op, x, rows, w.columns(op, x.shape()).members());
  }

  /// The mean of `outH` x `outW` windows that together cover the picture: window i goes from
  /// `floor(i in / out)` to `ceil((i + 1) in / out)`, end excluded.
  public static Tensor adaptiveAvgPool2d(Tensor x, int outH, int outW) {
    String op = "adaptive_avg_pool2d";
    requirePictures(op, x);
    Taps rows = adaptive(op, x.dim(2), outH);
    return Planes.map(op, x, new AxisMap2d(rows, adaptive(op, x.dim(3), outW)));
  }

  /// The largest value of each of the windows of [#adaptiveAvgPool2d].
  public static Maxima adaptiveMaxPool2d(Tensor x, int outH, int outW) {
    String op = "adaptive_max_pool2d";
    requirePictures(op, x);
    Taps rows = adaptive(op, x.dim(2), outH);
    return max(op, x, rows, adaptive(op, x.dim(3), outW));
  }

  private static Maxima max(String op, Tensor x, Taps rows, Taps columns) {
    List<Tensor> found = x.device().runAll(new MaxPool2d(rows, columns), x);
    Autograd.record(
        op,
        found,
        List.of(x),
        List.of(found.get(1)),
        c -> c.grads(() -> putBack(c.dy(), c.saved(0).detach(), c.shape(0))));
    return new Maxima(found.get(0), found.get(1));
  }

  /// Adds every value of dy to the pixel it was taken from.
  private static Tensor putBack(Tensor dy, Tensor indices, Shape x) {
    Shape flat = Shape.of(x.dim(0), x.dim(1), x.dim(2) * x.dim(3));
    Shape found = Shape.of(x.dim(0), x.dim(1), dy.dim(2) * dy.dim(3));
    Tensor zeros = dy.device().zeros(dy.dtype(), flat);
    Tensor sums =
        Indexing.scatterAdd(
            zeros, 2, Shapes.reshape(indices, found.dims()), Shapes.reshape(dy, found.dims()));
    return Shapes.reshape(sums, x.dims());
  }

  private static Taps adaptive(String op, int in, int out) {
    if (in == 0 || out < 0) {
      throw new ShapeException(op + ": cannot make " + out + " windows of " + in + " pixels");
    }
    return Taps.of(
        op,
        in,
        out,
        (i, tap) -> {
          int from = (int) ((long) i * in / out);
          int to = (int) Math.ceilDiv((i + 1L) * in, (long) out);
          for (int s = from; s < to; s++) {
            tap.add(s, 1.0 / (to - from));
          }
        });
  }

  private static void requirePictures(String op, Tensor x) {
    if (x.rank() != 4) {
      throw new ShapeException(op + ": takes [N, C, H, W], not " + x.shape());
    }
  }

  /// Windows along one axis.
  private record Axis(
      String op, int in, int kernel, int stride, int pad, int dilation, boolean ceilMode) {
    Axis {
      if (kernel < 1 || stride < 1 || dilation < 1 || pad < 0 || pad > kernel / 2) {
        throw new ShapeException(
            "%s: kernel %d, stride %d, dilation %d, padding %d: all but padding are at least 1, padding at most half the kernel"
                .formatted(op, kernel, stride, dilation, pad));
      }
    }

    int out() {
      int room = in + 2 * pad - dilation * (kernel - 1) - 1;
      int out = (ceilMode ? Math.ceilDiv(room, stride) : Math.floorDiv(room, stride)) + 1;
      if (ceilMode && (out - 1) * stride >= in + pad) {
        out--;
      }
      if (out < 1) {
        throw new ShapeException(
            "%s: a window of %d pixels does not fit into %d with padding %d"
                .formatted(op, dilation * (kernel - 1) + 1, in, pad));
      }
      return out;
    }

    Taps averages(boolean countPad) {
      return Taps.of(
          op,
          in,
          out(),
          (i, tap) -> {
            int from = i * stride - pad;
            int to = Math.min(from + kernel, in + pad);
            int first = Math.max(from, 0);
            int last = Math.min(to, in);
            int size = countPad ? to - from : last - first;
            for (int s = first; s < last; s++) {
              tap.add(s, 1.0 / size);
            }
          });
    }

    Taps members() {
      return Taps.of(
          op,
          in,
          out(),
          (i, tap) -> {
            for (int k = 0; k < kernel; k++) {
              int s = i * stride - pad + k * dilation;
              if (s >= 0 && s < in) {
                tap.add(s, 1);
              }
            }
          });
    }
  }
}
