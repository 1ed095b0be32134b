package dev.sosia.engine.backend;

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
public final class Operations {
  private Operations() {}

  /// Of a whole program.
  public static double of(Program program) {
    return program.steps().stream().mapToDouble(Operations::of).sum();
  }

  /// Of one step of a program.
  public static double of(Program.Step step) {
    return of(step.kernel(), shapes(step.inputs()), shapes(step.outputs()));
  }

  private static List<Shape> shapes(List<Program.View> views) {
    return views.stream().map(Program.View::shape).toList();
  }

  /// Of a kernel on operands of these shapes.
  public static double of(Kernel kernel, List<Shape> inputs, List<Shape> outputs) {
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
