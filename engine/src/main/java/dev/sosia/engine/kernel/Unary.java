package dev.sosia.engine.kernel;

import dev.sosia.engine.type.TensorType;
import java.util.List;

/// `y = f(x)`, element by element, in F32 or F64. `a` and `b` are the function's parameters, see
/// [Function]; unused ones are 0.
public record Unary(Function function, double a, double b) implements Kernel {

  /// The functions. NaN in gives NaN out; limits follow IEEE 754 (`log 0 = -inf`, `1 / -0 = -inf`).
  public enum Function {
    /// -x
    NEG,
    /// |x|
    ABS,
    /// 1, 0 or -1 with the sign of x; NaN stays
    SIGN,
    EXP,
    /// natural logarithm
    LOG,
    SQRT,
    /// 1 / sqrt(x); of -0 it is -inf
    RSQRT,
    /// 1 / x
    RECIPROCAL,
    /// x * x
    SQUARE,
    TANH,
    /// 1 / (1 + exp(-x)), without overflow at either end
    SIGMOID,
    /// The error function, to the last bits of F32, within 1e-15 in F64.
    ERF,
    /// x where x > 0 or NaN, else 0
    RELU,
    /// x where x > 0, else a x
    LEAKY_RELU,
    /// log(1 + exp(a x)) / a, and x where a x > b
    SOFTPLUS,
    /// min(max(x, a), b); b wins where a > b; infinite bounds do nothing
    CLAMP,
    /// x to the power a (IEEE pow)
    POW,
    /// x + a
    ADD,
    /// x * a
    MUL
  }

  public static Unary of(Function function) {
    return new Unary(function, 0, 0);
  }

  public static Unary of(Function function, double a) {
    return new Unary(function, a, 0);
  }

  @Override
  public String name() {
    return function.name().toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    requireArithmetic(1, 1, inputs);
    return List.of(inputs.getFirst());
  }
}
