package dev.sosia.engine.backend.reference;

import dev.sosia.engine.backend.Operand;
import dev.sosia.engine.kernel.Window2d;
import dev.sosia.engine.type.Shape;
import org.jspecify.annotations.Nullable;

/// 2-D convolution and its two gradients. All three walk over the same products `y[n, o, i, j] <->
/// x[n, c, i*s + a*d - p, j*s + b*d - p] * w[o, c, a, b]`; they differ in which of the three is the
/// sum.
final class Convolution {
  private final Parallel parallel;

  Convolution(Parallel parallel) {
    this.parallel = parallel;
  }

  void forward(Window2d window, Operand xs, Operand ws, @Nullable Operand bias, Operand ys) {
    Geometry g = new Geometry(window, xs.shape(), ws.shape(), ys.shape());
    double[] x = Elements.load(xs);
    double[] w = Elements.load(ws);
    double[] b = bias == null ? new double[g.outputs] : Elements.load(bias);
    double[] y = new double[Math.toIntExact(ys.shape().numel())];
    parallel.over(
        g.batch * g.outputs,
        (long) g.perGroup * g.kh * g.kw * g.outH * g.outW,
        (from, to) -> {
          for (int plane = from; plane < to; plane++) {
            int n = plane / g.outputs;
            int o = plane % g.outputs;
            int yAt = plane * g.outPlane;
            java.util.Arrays.fill(y, yAt, yAt + g.outPlane, b[o]);
            for (int c = 0; c < g.perGroup; c++) {
              int xAt = (n * g.inputs + g.firstInput(o) + c) * g.inPlane;
              int wAt = (o * g.perGroup + c) * g.kh * g.kw;
              g.rows(
                  (tap, out, in, step, length) -> {
                    int yy = yAt + out;
                    double weight = w[wAt + tap];
                    if (step == 1) {
                      Products.axpy(weight, x, xAt + in, y, yy, length);
                    } else {
                      for (int j = 0; j < length; j++) {
                        y[yy + j] += weight * x[xAt + in + j * step];
                      }
                    }
                  });
            }
          }
        });
    Elements.store(y, ys);
  }

  void inputGrad(Window2d window, Operand dys, Operand ws, Operand dxs) {
    Geometry g = new Geometry(window, dxs.shape(), ws.shape(), dys.shape());
    double[] dy = Elements.load(dys);
    double[] w = Elements.load(ws);
    double[] dx = new double[Math.toIntExact(dxs.shape().numel())];
    parallel.over(
        g.batch * g.inputs,
        (long) g.outputsPerGroup * g.kh * g.kw * g.outPlane,
        (from, to) -> {
          for (int plane = from; plane < to; plane++) {
            int n = plane / g.inputs;
            int c = plane % g.inputs;
            int xAt = plane * g.inPlane;
            int firstOutput = c / g.perGroup * g.outputsPerGroup;
            for (int o = firstOutput; o < firstOutput + g.outputsPerGroup; o++) {
              int yAt = (n * g.outputs + o) * g.outPlane;
              int wAt = (o * g.perGroup + c % g.perGroup) * g.kh * g.kw;
              g.rows(
                  (tap, out, in, step, length) -> {
                    double weight = w[wAt + tap];
                    if (step == 1) {
                      Products.axpy(weight, dy, yAt + out, dx, xAt + in, length);
                    } else {
                      for (int j = 0; j < length; j++) {
                        dx[xAt + in + j * step] += weight * dy[yAt + out + j];
                      }
                    }
                  });
            }
          }
        });
    Elements.store(dx, dxs);
  }

  void weightGrad(Window2d window, Operand xs, Operand dys, Operand dws) {
    Geometry g = new Geometry(window, xs.shape(), dws.shape(), dys.shape());
    double[] x = Elements.load(xs);
    double[] dy = Elements.load(dys);
    double[] dw = new double[Math.toIntExact(dws.shape().numel())];
    parallel.over(
        g.outputs * g.perGroup,
        (long) g.batch * g.kh * g.kw * g.outPlane,
        (from, to) -> {
          for (int pair = from; pair < to; pair++) {
            int o = pair / g.perGroup;
            int c = g.firstInput(o) + pair % g.perGroup;
            int wAt = pair * g.kh * g.kw;
            for (int n = 0; n < g.batch; n++) {
              int yAt = (n * g.outputs + o) * g.outPlane;
              int xAt = (n * g.inputs + c) * g.inPlane;
              g.rows(
                  (tap, out, in, step, length) -> {
                    double sum = 0;
                    for (int j = 0; j < length; j++) {
                      sum += dy[yAt + out + j] * x[xAt + in + j * step];
                    }
                    dw[wAt + tap] += sum;
                  });
            }
          }
        });
    Elements.store(dw, dws);
  }

  /// Sizes, and the walk over one input plane and one output plane.
  private static final class Geometry {
    final int batch;
    final int inputs;
    final int outputs;
    final int perGroup;
    final int outputsPerGroup;
    final int kh;
    final int kw;
    final int outH;
    final int outW;
    final int inPlane;
    final int outPlane;
    private final int inH;
    private final int inW;
    private final Window2d window;

    Geometry(Window2d window, Shape x, Shape w, Shape y) {
      this.window = window;
      batch = x.dim(0);
      inputs = x.dim(1);
      outputs = y.dim(1);
      perGroup = w.dim(1);
      outputsPerGroup = outputs / window.groups();
      kh = w.dim(2);
      kw = w.dim(3);
      inH = x.dim(2);
      inW = x.dim(3);
      outH = y.dim(2);
      outW = y.dim(3);
      inPlane = inH * inW;
      outPlane = outH * outW;
    }

    int firstInput(int output) {
      return output / outputsPerGroup * perGroup;
    }

    /// Products of one row: output elements `out + j` meet input elements `in + j*step` under
    /// kernel element `tap`, for `length` values of j; all of them inside.
    interface Row {
      void at(int tap, int out, int in, int step, int length);
    }

    void rows(Row row) {
      int sw = window.strideW();
      for (int a = 0; a < kh; a++) {
        for (int b = 0; b < kw; b++) {
          int shift = b * window.dilationW() - window.padW();
          int first = shift >= 0 ? 0 : (-shift + sw - 1) / sw;
          int last = Math.min(outW - 1, Math.floorDiv(inW - 1 - shift, sw));
          if (last < first) {
            continue;
          }
          for (int i = 0; i < outH; i++) {
            int y = i * window.strideH() + a * window.dilationH() - window.padH();
            if (y >= 0 && y < inH) {
              row.at(
                  a * kw + b, i * outW + first, y * inW + first * sw + shift, sw, last - first + 1);
            }
          }
        }
      }
    }
  }
}
