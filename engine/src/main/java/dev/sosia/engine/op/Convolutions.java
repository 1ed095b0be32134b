package dev.sosia.engine.op;

import dev.sosia.engine.error.ShapeException;
import dev.sosia.engine.kernel.Conv2d;
import dev.sosia.engine.kernel.Conv2dInputGrad;
import dev.sosia.engine.kernel.Conv2dWeightGrad;
import dev.sosia.engine.kernel.Window2d;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// 2-D convolution and its transpose. A convolution is linear in its input and in its weight, so
/// three kernels are closed under differentiation: the convolution, its gradient by the input and
/// its gradient by the weight. Each one's gradients are the other two.
public final class Convolutions {
  private Convolutions() {}

  /// Cross-correlation of x `[N, C, H, W]` with weight `[O, C/groups, kh, kw]`, plus bias `[O]`.
  public static Tensor conv2d(Tensor x, Tensor weight, @Nullable Tensor bias, Window2d window) {
    Conv2d kernel = new Conv2d(window);
    if (bias == null) {
      Tensor y = x.device().run(kernel, x, weight);
      return Autograd.record(
          "conv2d",
          y,
          List.of(x, weight),
          List.of(x, weight),
          c ->
              c.grads(
                  () -> inputGrad(c.dy(), c.saved(1), window, c.shape(0)),
                  () -> weightGrad(c.saved(0), c.dy(), window, c.shape(1))));
    }
    Tensor y = x.device().run(kernel, x, weight, bias);
    return Autograd.record(
        "conv2d",
        y,
        List.of(x, weight, bias),
        List.of(x, weight),
        c ->
            c.grads(
                () -> inputGrad(c.dy(), c.saved(1), window, c.shape(0)),
                () -> weightGrad(c.saved(0), c.dy(), window, c.shape(1)),
                () -> Reductions.sum(c.dy(), false, 0, 2, 3)));
  }

  private static Tensor inputGrad(Tensor dy, Tensor weight, Window2d window, Shape x) {
    Tensor dx = dy.device().run(new Conv2dInputGrad(window, x.dim(2), x.dim(3)), dy, weight);
    return Autograd.record(
        "conv2d_input_grad",
        dx,
        List.of(dy, weight),
        List.of(dy, weight),
        c ->
            c.grads(
                () -> conv2d(c.dy(), c.saved(1), null, window),
                () -> weightGrad(c.dy(), c.saved(0), window, c.shape(1))));
  }

  private static Tensor weightGrad(Tensor x, Tensor dy, Window2d window, Shape weight) {
    Tensor dw = x.device().run(new Conv2dWeightGrad(window, weight.dim(2), weight.dim(3)), x, dy);
    return Autograd.record(
        "conv2d_weight_grad",
        dw,
        List.of(x, dy),
        List.of(x, dy),
        c ->
            c.grads(
                () -> inputGrad(c.saved(1), c.dy(), window, c.shape(0)),
                () -> conv2d(c.saved(0), c.dy(), null, window)));
  }

  /// The transpose of [#conv2d] ("deconvolution"): x `[N, C, H, W]`, weight `[C, O/groups, kh,
  /// kw]`, bias `[O]`. The result has `(H - 1) stride - 2 padding + dilation (kh - 1) +
  /// outputPadding + 1` rows.
  public static Tensor convTranspose2d(
      Tensor x,
      Tensor weight,
      @Nullable Tensor bias,
      Window2d window,
      int outputPaddingH,
      int outputPaddingW) {
    if (x.rank() != 4 || weight.rank() != 4) {
      throw new ShapeException(
          "conv_transpose2d: input "
              + x.type()
              + " and weight "
              + weight.type()
              + " must have rank 4");
    }
    int h =
        (x.dim(2) - 1) * window.strideH()
            - 2 * window.padH()
            + window.dilationH() * (weight.dim(2) - 1)
            + outputPaddingH
            + 1;
    int w =
        (x.dim(3) - 1) * window.strideW()
            - 2 * window.padW()
            + window.dilationW() * (weight.dim(3) - 1)
            + outputPaddingW
            + 1;
    int outputs = weight.dim(1) * window.groups();
    if (h < 1 || w < 1) {
      throw new ShapeException("conv_transpose2d: " + x.type() + " gives " + h + " x " + w);
    }
    // where the output is padded by a stride or more, a convolution of it would see more than x
    int more = window.outH(h, weight.dim(2)) - x.dim(2);
    int wider = window.outW(w, weight.dim(3)) - x.dim(3);
    Tensor seen = more + wider == 0 ? x : Resampling.padConstant(x, 0, 0, wider, 0, more);
    Tensor y = inputGrad(seen, weight, window, Shape.of(x.dim(0), outputs, h, w));
    return bias == null ? y : Elementwise.add(y, Shapes.reshape(bias, outputs, 1, 1));
  }
}
