package dev.sosia.engine.backend;

import dev.sosia.engine.kernel.Kernel;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import java.util.List;

/// A recorded computation: kernels in order, on views of numbered values. Inputs are handed over at
/// each run, constants keep the buffer they had when it was recorded (weights), and all other
/// values are written before they are read.
///
/// @param values what each number stands for
/// @param inputs the values handed over, in order
/// @param outputs the views handed back, in order
public record Program(
    List<Value> values, List<Integer> inputs, List<Step> steps, List<View> outputs) {

  /// A piece of memory that lives at most as long as a run.
  ///
  /// @param constant the buffer of a constant, else null
  public record Value(
      DType dtype, long elements, @org.jspecify.annotations.Nullable Buffer constant) {}

  /// A view of value `value`; see [Operand] for strides and offset.
  public record View(int value, Shape shape, long[] strides, long offset) {
    public Operand on(Buffer buffer) {
      return new Operand(buffer, shape, strides, offset);
    }
  }

  /// One kernel, with the layer it belongs to (empty if none).
  public record Step(Kernel kernel, List<View> inputs, List<View> outputs, String path) {}
}
