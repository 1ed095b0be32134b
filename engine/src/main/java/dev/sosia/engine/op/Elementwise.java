package dev.sosia.engine.op;

import static dev.sosia.engine.op.Shapes.sumTo;

import dev.sosia.engine.kernel.Binary;
import dev.sosia.engine.kernel.Unary;
import dev.sosia.engine.kernel.Where;
import dev.sosia.engine.tensor.Autograd;
import dev.sosia.engine.tensor.Tensor;
import java.util.List;

/// Operations that treat every element alone. Two inputs broadcast to each other by NumPy's rule,
/// and the gradient of one that was repeated is summed back to its shape. Values are F32 or F64.
public final class Elementwise {
  private Elementwise() {}

  private static Tensor run(Unary.Function f, Tensor x) {
    return x.device().run(Unary.of(f), x);
  }

  private static Tensor run(Binary.Function f, Tensor a, Tensor b) {
    return a.device().run(Binary.of(f), a, b);
  }

  // ---- one input

  public static Tensor neg(Tensor x) {
    Tensor y = run(Unary.Function.NEG, x);
    return Autograd.record("neg", y, List.of(x), List.of(), c -> c.grads(() -> neg(c.dy())));
  }

  /// |x|; the gradient at 0 is 0.
  public static Tensor abs(Tensor x) {
    Tensor y = run(Unary.Function.ABS, x);
    return Autograd.record(
        "abs", y, List.of(x), List.of(x), c -> c.grads(() -> mul(c.dy(), sign(c.saved(0)))));
  }

  /// 1, 0 or -1 with the sign of x, 0 at NaN. Its gradient is 0.
  public static Tensor sign(Tensor x) {
    Tensor constant = x.detach();
    return where(eq(constant, constant), run(Unary.Function.SIGN, constant), zeros(constant));
  }

  public static Tensor exp(Tensor x) {
    Tensor y = run(Unary.Function.EXP, x);
    return Autograd.record(
        "exp", y, List.of(x), List.of(y), c -> c.grads(() -> mul(c.dy(), c.saved(0))));
  }

  /// Natural logarithm.
  public static Tensor log(Tensor x) {
    Tensor y = run(Unary.Function.LOG, x);
    return Autograd.record(
        "log", y, List.of(x), List.of(x), c -> c.grads(() -> div(c.dy(), c.saved(0))));
  }

  public static Tensor sqrt(Tensor x) {
    Tensor y = run(Unary.Function.SQRT, x);
    return Autograd.record(
        "sqrt", y, List.of(x), List.of(y), c -> c.grads(() -> div(c.dy(), scale(c.saved(0), 2))));
  }

  /// 1 / sqrt(x).
  public static Tensor rsqrt(Tensor x) {
    Tensor y = run(Unary.Function.RSQRT, x);
    return Autograd.record(
        "rsqrt",
        y,
        List.of(x),
        List.of(y),
        c -> c.grads(() -> mul(scale(c.dy(), -0.5), pow(c.saved(0), 3))));
  }

  /// 1 / x.
  public static Tensor reciprocal(Tensor x) {
    Tensor y = run(Unary.Function.RECIPROCAL, x);
    return Autograd.record(
        "reciprocal",
        y,
        List.of(x),
        List.of(y),
        c -> c.grads(() -> neg(mul(c.dy(), square(c.saved(0))))));
  }

  public static Tensor square(Tensor x) {
    Tensor y = run(Unary.Function.SQUARE, x);
    return Autograd.record(
        "square", y, List.of(x), List.of(x), c -> c.grads(() -> mul(c.dy(), scale(c.saved(0), 2))));
  }

  public static Tensor tanh(Tensor x) {
    Tensor y = run(Unary.Function.TANH, x);
    return Autograd.record(
        "tanh",
        y,
        List.of(x),
        List.of(y),
        c -> c.grads(() -> mul(c.dy(), shift(neg(square(c.saved(0))), 1))));
  }

  /// 1 / (1 + exp(-x)).
  public static Tensor sigmoid(Tensor x) {
    Tensor y = run(Unary.Function.SIGMOID, x);
    return Autograd.record(
        "sigmoid",
        y,
        List.of(x),
        List.of(y),
        c -> c.grads(() -> mul(c.dy(), mul(c.saved(0), shift(neg(c.saved(0)), 1)))));
  }

  /// The error function.
  public static Tensor erf(Tensor x) {
    Tensor y = run(Unary.Function.ERF, x);
    double factor = 2 / Math.sqrt(Math.PI);
    return Autograd.record(
        "erf",
        y,
        List.of(x),
        List.of(x),
        c -> c.grads(() -> mul(c.dy(), scale(exp(neg(square(c.saved(0)))), factor))));
  }

  /// x where it is positive, else 0; the gradient at 0 is 0.
  public static Tensor relu(Tensor x) {
    Tensor y = run(Unary.Function.RELU, x);
    return Autograd.record(
        "relu", y, List.of(x), List.of(y), c -> c.grads(() -> reluGrad(c.dy(), c.saved(0))));
  }

  /// dy where x is positive or NaN, else 0: linear in dy, constant in x.
  private static Tensor reluGrad(Tensor dy, Tensor x) {
    Tensor dx = run(Binary.Function.RELU_GRAD, dy, x);
    return Autograd.record(
        "relu_grad", dx, List.of(dy), List.of(x), c -> c.grads(() -> reluGrad(c.dy(), c.saved(0))));
  }

  /// x where it is positive, else `slope * x`; the gradient at 0 is `slope`.
  public static Tensor leakyRelu(Tensor x, double slope) {
    Tensor y = x.device().run(Unary.of(Unary.Function.LEAKY_RELU, slope), x);
    return Autograd.record(
        "leaky_relu",
        y,
        List.of(x),
        List.of(x),
        c -> c.grads(() -> leakyReluGrad(c.dy(), c.saved(0), slope)));
  }

  private static Tensor leakyReluGrad(Tensor dy, Tensor x, double slope) {
    Tensor dx = dy.device().run(new Binary(Binary.Function.LEAKY_RELU_GRAD, slope), dy, x);
    return Autograd.record(
        "leaky_relu_grad",
        dx,
        List.of(dy),
        List.of(x),
        c -> c.grads(() -> leakyReluGrad(c.dy(), c.saved(0), slope)));
  }

  /// log(1 + exp(beta x)) / beta, and x where beta x is over `threshold`.
  public static Tensor softplus(Tensor x, double beta, double threshold) {
    Tensor y = x.device().run(new Unary(Unary.Function.SOFTPLUS, beta, threshold), x);
    return Autograd.record(
        "softplus",
        y,
        List.of(x),
        List.of(x),
        c ->
            c.grads(
                () -> {
                  Tensor scaled = scale(c.saved(0), beta);
                  Tensor linear = gt(scaled, constant(scaled, threshold));
                  // the second derivative is 0 on the threshold, where the first is not 1 yet
                  Tensor edge = ge(scaled, constant(scaled, threshold));
                  Tensor slope = sigmoid(where(edge, scaled.detach(), scaled));
                  return where(linear, c.dy(), mul(c.dy(), slope));
                }));
  }

  /// `x * min(max(x + 3, 0), 6) / 6`. The gradient is `x/3 + 1/2` from -3 to 3, both included.
  public static Tensor hardswish(Tensor x) {
    Tensor y;
    try (var _ = Autograd.noGrad()) {
      y = scale(mul(x, clamp(shift(x, 3), 0, 6)), 1.0 / 6);
    }
    return Autograd.record(
        "hardswish",
        y,
        List.of(x),
        List.of(x),
        c ->
            c.grads(
                () -> {
                  Tensor s = c.saved(0);
                  // the second derivative is 1/3 strictly inside, 0 at both ends
                  Tensor varying = where(lt(abs(s), constant(s, 3)), s, s.detach());
                  Tensor inner = mul(c.dy(), shift(scale(varying, 1.0 / 3), 0.5));
                  Tensor upper = where(gt(s, constant(s, 3)), c.dy(), inner);
                  return where(lt(s, constant(s, -3)), zeros(s), upper);
                }));
  }

  /// x between 0 and 6; the gradient at both ends, and at NaN, is 0.
  public static Tensor relu6(Tensor x) {
    Tensor y = x.device().run(new Unary(Unary.Function.CLAMP, 0, 6), x);
    return Autograd.record(
        "relu6",
        y,
        List.of(x),
        List.of(y),
        c ->
            c.grads(
                () -> {
                  Tensor s = c.saved(0);
                  Tensor above = where(gt(s, zeros(s)), c.dy(), zeros(s));
                  return where(lt(s, constant(s, 6)), above, zeros(s));
                }));
  }

  /// x * sigmoid(x).
  public static Tensor silu(Tensor x) {
    return mul(x, sigmoid(x));
  }

  /// `x * Phi(x)`, Phi being the normal distribution (Hendrycks and Gimpel 2016), or its
  /// approximation by tanh.
  public static Tensor gelu(Tensor x, boolean tanh) {
    if (tanh) {
      Tensor cubic = scale(pow(x, 3), 0.044715);
      Tensor inner = scale(add(x, cubic), Math.sqrt(2 / Math.PI));
      return mul(scale(x, 0.5), shift(tanh(inner), 1));
    }
    return mul(scale(x, 0.5), shift(erf(scale(x, Math.sqrt(0.5))), 1));
  }

  /// x where it is positive, else `x * weight[c]`. x is `[N, C, ..]` (or `[C]` or a number), the
  /// weight has one value or C.
  public static Tensor prelu(Tensor x, Tensor weight) {
    Tensor w = weight;
    if (weight.numel() > 1) {
      int[] dims = new int[x.rank()];
      java.util.Arrays.fill(dims, 1);
      dims[Math.min(1, x.rank() - 1)] = weight.dim(0);
      w = Shapes.reshape(weight, dims);
    }
    return where(gt(x, zeros(x)), x, mul(w, x));
  }

  /// x to the power `exponent`; with exponent 0 the gradient is 0, also at 0.
  public static Tensor pow(Tensor x, double exponent) {
    Tensor y = x.device().run(Unary.of(Unary.Function.POW, exponent), x);
    return Autograd.record(
        "pow",
        y,
        List.of(x),
        List.of(x),
        c ->
            c.grads(
                () ->
                    exponent == 0
                        ? c.dy().device().zeros(c.dy().dtype(), c.shape(0))
                        : mul(c.dy(), scale(pow(c.saved(0), exponent - 1), exponent))));
  }

  /// x to the power y, broadcast.
  public static Tensor pow(Tensor x, Tensor y) {
    Tensor z = run(Binary.Function.POW, x, y);
    return Autograd.record(
        "pow",
        z,
        List.of(x, y),
        List.of(x, y),
        c ->
            c.grads(
                () -> sumTo(powGradBase(c.dy(), c.saved(0), c.saved(1)), c.shape(0)),
                () -> sumTo(powGradExponent(c.dy(), c.saved(0), c.saved(1)), c.shape(1))));
  }

  private static Tensor powGradBase(Tensor dy, Tensor x, Tensor y) {
    Tensor slope = mul(dy, mul(y, pow(x, shift(y, -1))));
    return where(eq(y, zeros(y)), zeros(y), slope);
  }

  private static Tensor powGradExponent(Tensor dy, Tensor x, Tensor y) {
    // 0 to a power that is not negative stays 0 (or 1): log 0 must not show
    Tensor stays = mul(cast(eq(x, zeros(x)), x), cast(ge(y, zeros(y)), y));
    Tensor slope = mul(dy, mul(pow(x, y), log(x)));
    return where(gt(stays, zeros(stays)), zeros(slope), slope);
  }

  private static Tensor cast(Tensor truth, Tensor like) {
    return Shapes.to(truth, like.dtype());
  }

  /// x between `low` and `high` (infinite: no bound); the gradient is 1 on the bounds.
  public static Tensor clamp(Tensor x, double low, double high) {
    Tensor y = x.device().run(new Unary(Unary.Function.CLAMP, low, high), x);
    return Autograd.record(
        "clamp",
        y,
        List.of(x),
        List.of(x),
        c ->
            c.grads(
                () -> {
                  Tensor s = c.saved(0);
                  Tensor inside = where(le(s, constant(s, high)), c.dy(), zeros(s));
                  return where(ge(s, constant(s, low)), inside, zeros(s));
                }));
  }

  /// `factor * x`.
  public static Tensor scale(Tensor x, double factor) {
    Tensor y = x.device().run(Unary.of(Unary.Function.MUL, factor), x);
    return Autograd.record(
        "scale", y, List.of(x), List.of(), c -> c.grads(() -> scale(c.dy(), factor)));
  }

  /// `x + amount`.
  public static Tensor shift(Tensor x, double amount) {
    Tensor y = x.device().run(Unary.of(Unary.Function.ADD, amount), x);
    return Autograd.record("shift", y, List.of(x), List.of(), c -> c.grads(c::dy));
  }

  // ---- two inputs

  public static Tensor add(Tensor a, Tensor b) {
    return add(a, b, 1);
  }

  /// `a + alpha b`.
  public static Tensor add(Tensor a, Tensor b, double alpha) {
    Tensor y = a.device().run(new Binary(Binary.Function.ADD, alpha), a, b);
    return Autograd.record(
        alpha == -1 ? "sub" : "add",
        y,
        List.of(a, b),
        List.of(),
        c ->
            c.grads(
                () -> sumTo(c.dy(), c.shape(0)),
                () -> sumTo(alpha == 1 ? c.dy() : scale(c.dy(), alpha), c.shape(1))));
  }

  public static Tensor sub(Tensor a, Tensor b) {
    return add(a, b, -1);
  }

  public static Tensor mul(Tensor a, Tensor b) {
    Tensor y = run(Binary.Function.MUL, a, b);
    return Autograd.record(
        "mul",
        y,
        List.of(a, b),
        List.of(a, b),
        c ->
            c.grads(
                () -> sumTo(mul(c.dy(), c.saved(1)), c.shape(0)),
                () -> sumTo(mul(c.dy(), c.saved(0)), c.shape(1))));
  }

  public static Tensor div(Tensor a, Tensor b) {
    Tensor y = run(Binary.Function.DIV, a, b);
    return Autograd.record(
        "div",
        y,
        List.of(a, b),
        List.of(a, b),
        c ->
            c.grads(
                () -> sumTo(div(c.dy(), c.saved(1)), c.shape(0)),
                () -> {
                  Tensor q = div(div(c.saved(0), c.saved(1)), c.saved(1));
                  return sumTo(neg(mul(c.dy(), q)), c.shape(1));
                }));
  }

  /// The larger of both; equal values share the gradient.
  public static Tensor maximum(Tensor a, Tensor b) {
    return extreme("maximum", Binary.Function.MAXIMUM, Binary.Function.LT, a, b);
  }

  /// The smaller of both; equal values share the gradient.
  public static Tensor minimum(Tensor a, Tensor b) {
    return extreme("minimum", Binary.Function.MINIMUM, Binary.Function.GT, a, b);
  }

  private static Tensor extreme(
      String name, Binary.Function f, Binary.Function loses, Tensor a, Tensor b) {
    Tensor y = run(f, a, b);
    return Autograd.record(
        name,
        y,
        List.of(a, b),
        List.of(a, b),
        c ->
            c.grads(
                () -> sumTo(extremeGrad(c.dy(), loses, c.saved(0), c.saved(1)), c.shape(0)),
                () -> sumTo(extremeGrad(c.dy(), loses, c.saved(1), c.saved(0)), c.shape(1))));
  }

  private static Tensor extremeGrad(Tensor dy, Binary.Function loses, Tensor own, Tensor other) {
    Tensor shared = where(eq(own, other), scale(dy, 0.5), dy);
    return where(run(loses, own, other), zeros(dy), shared);
  }

  /// `condition ? a : b`; the branch not taken gets no gradient. The condition is BOOL.
  public static Tensor where(Tensor condition, Tensor a, Tensor b) {
    Tensor y = a.device().run(new Where(), condition, a, b);
    return Autograd.record(
        "where",
        y,
        List.of(a, b),
        List.of(condition),
        c ->
            c.grads(
                () -> sumTo(where(c.saved(0), c.dy(), zeros(c.dy())), c.shape(0)),
                () -> sumTo(where(c.saved(0), zeros(c.dy()), c.dy()), c.shape(1))));
  }

  /// `mask ? value : x`.
  public static Tensor maskedFill(Tensor x, Tensor mask, double value) {
    return where(mask, constant(x, value), x);
  }

  // ---- comparisons: BOOL, without gradient

  public static Tensor eq(Tensor a, Tensor b) {
    return run(Binary.Function.EQ, a, b);
  }

  public static Tensor ne(Tensor a, Tensor b) {
    return run(Binary.Function.NE, a, b);
  }

  public static Tensor lt(Tensor a, Tensor b) {
    return run(Binary.Function.LT, a, b);
  }

  public static Tensor le(Tensor a, Tensor b) {
    return run(Binary.Function.LE, a, b);
  }

  public static Tensor gt(Tensor a, Tensor b) {
    return run(Binary.Function.GT, a, b);
  }

  public static Tensor ge(Tensor a, Tensor b) {
    return run(Binary.Function.GE, a, b);
  }

  /// A number of x's type, to broadcast against it.
  static Tensor constant(Tensor x, double value) {
    return x.device().scalar(x.dtype(), value);
  }

  private static Tensor zeros(Tensor x) {
    return constant(x, 0);
  }
}
