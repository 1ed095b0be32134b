package dev.sosia.engine.kernel;

import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import java.util.List;

/// `y = f(x0, x1)`, element by element, the inputs broadcast to each other by NumPy's rule.
/// Arithmetic is in F32 or F64; comparisons give BOOL and take any type (both the same). `a` is the
/// function's parameter, see [Function]; unused it is 0.
public record Binary(Function function, double a) implements Kernel {

  /// The functions. NaN propagates through arithmetic; every comparison with NaN is false but `NE`.
  public enum Function {
    /// x0 + a x1
    ADD(false),
    MUL(false),
    DIV(false),
    /// the larger; NaN if either is NaN
    MAXIMUM(false),
    /// the smaller; NaN if either is NaN
    MINIMUM(false),
    /// x0 to the power x1 (IEEE pow)
    POW(false),
    /// The gradient of relu: x0 is dy, x1 is x; 0 where x <= 0, else dy (also at NaN).
    RELU_GRAD(false),
    /// The gradient of leaky relu: x0 is dy, x1 is x; dy where x > 0, else a dy.
    LEAKY_RELU_GRAD(false),
    EQ(true),
    NE(true),
    LT(true),
    LE(true),
    GT(true),
    GE(true);

    private final boolean comparison;

    Function(boolean comparison) {
      this.comparison = comparison;
    }

    /// Whether the result is BOOL.
    public boolean isComparison() {
      return comparison;
    }
  }

  public static Binary of(Function function) {
    return new Binary(function, 0);
  }

  @Override
  public String name() {
    return function.name().toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    require(inputs.size() == 2, "takes two inputs", inputs);
    TensorType x0 = inputs.get(0);
    TensorType x1 = inputs.get(1);
    if (function.isComparison()) {
      require(x0.dtype() == x1.dtype(), "inputs of different types", inputs);
    } else {
      requireArithmetic(2, 2, inputs);
    }
    Shape shape = Shape.broadcast(name(), x0.shape(), x1.shape());
    return List.of(new TensorType(function.isComparison() ? DType.BOOL : x0.dtype(), shape));
  }
}
