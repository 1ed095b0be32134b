package dev.sosia.engine.kernel;

import dev.sosia.engine.error.ShapeException;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import java.util.List;

/// One computation on whole tensors: a name, attributes, and a shape rule.
public sealed interface Kernel
    permits Fill,
        Copy,
        Unary,
        Binary,
        Where,
        Reduce,
        ArgReduce,
        CumSum,
        Softmax,
        MatMul,
        Conv2d,
        Conv2dInputGrad,
        Conv2dWeightGrad,
        ChannelNorm,
        ChannelNormGrad,
        AxisMap2d,
        MaxPool2d,
        Gather,
        ScatterAdd,
        SgdStep,
        AdamStep {

  /// The name in messages, traces and profiles, for example `conv2d`.
  String name();

  /// The types of the results for inputs of these types.
  ///
  /// @throws ShapeException naming the kernel and every shape if they do not fit together
  List<TensorType> outputs(List<TensorType> inputs);

  /// Fails unless `condition` holds, with the inputs' types behind the message.
  default void require(boolean condition, String message, List<TensorType> inputs) {
    if (!condition) {
      throw new ShapeException(name() + ": " + message + "; inputs " + inputs);
    }
  }

  /// Fails unless there are `min` to `max` inputs, all of the first one's arithmetic type.
  default void requireArithmetic(int min, int max, List<TensorType> inputs) {
    require(
        inputs.size() >= min && inputs.size() <= max,
        "takes " + min + (max == min ? "" : " to " + max) + " inputs",
        inputs);
    DType first = inputs.getFirst().dtype();
    require(first.isArithmetic(), "computes in F32 or F64", inputs);
    for (TensorType t : inputs) {
      require(t.dtype() == first, "inputs of different types", inputs);
    }
  }

  /// Fails unless input `index`, which has the given role, is of this shape.
  default void requireShape(int index, String role, Shape expected, List<TensorType> inputs) {
    Shape found = inputs.get(index).shape();
    require(found.equals(expected), role + " is " + found + ", expected " + expected, inputs);
  }
}
