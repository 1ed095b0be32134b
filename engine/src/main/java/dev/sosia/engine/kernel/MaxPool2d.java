package dev.sosia.engine.kernel;

import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import java.util.List;

/// The largest value of each window of x `[N, C, H, W]`. The windows are the sources of `rows` and
/// `columns` (weights are ignored), so that padding never wins because it is in no window. Outputs:
/// the values, and where they were found (I64, flat within the plane, row-major). Windows are
/// scanned row by row: the first of equal values wins, the last NaN; no window is empty.
public record MaxPool2d(Taps rows, Taps columns) implements Kernel {
  @Override
  public String name() {
    return "max_pool2d";
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
    require(noneEmpty(rows) && noneEmpty(columns), "an empty window", inputs);
    Shape y = Shape.of(x.dim(0), x.dim(1), rows.out(), columns.out());
    return List.of(inputs.getFirst().with(y), new TensorType(DType.I64, y));
  }

  private static boolean noneEmpty(Taps taps) {
    for (int i = 0; i < taps.out(); i++) {
      if (taps.start(i) == taps.start(i + 1)) {
        return false;
      }
    }
    return true;
  }
}
