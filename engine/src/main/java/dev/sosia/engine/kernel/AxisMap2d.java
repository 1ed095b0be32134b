package dev.sosia.engine.kernel;

import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import java.util.List;

/// The same linear map along rows and along columns of every plane of x `[N, C, H, W]`:
///
///     y[n, c, i, j] = sum over taps r of row i and s of column j of
///         rows.weight(r) * columns.weight(s) * x[n, c, rows.source(r), columns.source(s)]
///
/// Average pooling, reflection and replication padding, nearest and bilinear resampling are all of
/// this form, and the gradient of each is the same kernel with both matrices transposed.
public record AxisMap2d(Taps rows, Taps columns) implements Kernel {
  @Override
  public String name() {
    return "axis_map2d";
  }

  /// The gradient of this map.
  public AxisMap2d transpose() {
    return new AxisMap2d(rows.transpose(), columns.transpose());
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    requireArithmetic(1, 1, inputs);
    Shape x = inputs.getFirst().shape();
    require(x.rank() == 4, "input must be [N, C, H, W]", inputs);
    require(
        x.dim(2) == rows.in() && x.dim(3) == columns.in(),
        "made for planes of " + rows.in() + " x " + columns.in(),
        inputs);
    Shape y = Shape.of(x.dim(0), x.dim(1), rows.out(), columns.out());
    return List.of(inputs.getFirst().with(y));
  }
}
