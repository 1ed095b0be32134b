/// # Networks written as ONNX models
///
/// Read [OnnxWriter], then [ModelGraph], then [KernelNodes].
///
/// A recorded [dev.sosia.engine.backend.Program] becomes a graph of the standard's operators, opset
/// 17 (<https://onnx.ai/onnx/operators/>), in the protobuf messages of `onnx.proto` (IR version 8).
/// Messages are put together field by field with protobuf's own encoder, so that no weight is
/// copied into generated classes.
///
/// **Invariants.** A program writes values in place; a graph's names are assigned once.
/// [ValueTable] knows under which name a value's present contents go, and turns strided views into
/// reshapes, slices and transposes. Shapes are those the program was recorded with: the batch size
/// is fixed.
@NullMarked
package dev.sosia.weights.onnx;

import org.jspecify.annotations.NullMarked;
