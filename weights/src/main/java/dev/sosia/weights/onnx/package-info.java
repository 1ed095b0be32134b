/// # Networks as ONNX files
///
/// ONNX (`onnx.proto` and `Operators.md` of the ONNX project are its specification) is a graph of
/// named operators with weights inside, in protocol buffers, which many other programs run.
///
/// A network is not described twice: its inference pass is recorded once as the kernels it runs (a
/// [dev.sosia.engine.backend.Program]), and [dev.sosia.weights.onnx.ProgramTranslator] says each
/// kernel in ONNX. What depends on no input, such as a weight divided by its spectral norm, is a
/// constant by then. To leave the size of the batch open the pass is recorded for two sizes, and
/// what differs between the two graphs is the batch.
///
/// Reading order: [dev.sosia.weights.onnx.OnnxExport], [dev.sosia.weights.onnx.OnnxGraph],
/// [dev.sosia.weights.onnx.ProgramTranslator], [dev.sosia.weights.onnx.Views],
/// [dev.sosia.weights.onnx.Planes], [dev.sosia.weights.onnx.OnnxWriter].
@NullMarked
package dev.sosia.weights.onnx;

import org.jspecify.annotations.NullMarked;
