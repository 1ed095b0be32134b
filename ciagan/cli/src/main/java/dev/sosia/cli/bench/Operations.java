package dev.sosia.cli.bench;

import dev.sosia.engine.backend.Program;
import dev.sosia.engine.kernel.Conv2d;
import dev.sosia.engine.kernel.Conv2dInputGrad;
import dev.sosia.engine.kernel.Conv2dWeightGrad;
import dev.sosia.engine.kernel.Kernel;
import dev.sosia.engine.kernel.MatMul;
import dev.sosia.engine.type.Shape;
import java.util.List;

/// Counts floating-point operations as the definition of a computation has them, whatever way it is
/// really done: of convolutions and matrix products, a multiply-add as two. What else networks do
/// is a percent of that.
final class Operations {
  private Operations() {}

  static double of(Program program) {
    return program.steps().stream()
        .mapToDouble(s -> of(s.kernel(), shapes(s.inputs()), shapes(s.outputs())))
        .sum();
  }

  private static List<Shape> shapes(List<Program.View> views) {
    return views.stream().map(Program.View::shape).toList();
  }

  static double of(Kernel kernel, List<Shape> inputs, List<Shape> outputs) {
    Shape y = outputs.getFirst();
    return switch (kernel) {
      case Conv2d _ -> convolution(y, inputs.get(1));
      case Conv2dInputGrad _ -> convolution(inputs.get(0), inputs.get(1));
      case Conv2dWeightGrad _ -> convolution(inputs.get(1), y);
      case MatMul _ -> 2.0 * y.numel() * inputs.getFirst().dim(inputs.getFirst().rank() - 1);
      default -> 0;
    };
  }

  /// For each element of the forward result, each element of one output channel's weight.
  private static double convolution(Shape result, Shape weight) {
    return 2.0 * result.numel() * weight.numel() / weight.dim(0);
  }
}
