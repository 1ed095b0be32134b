package dev.sosia.weights.onnx;

import com.google.protobuf.CodedOutputStream;
import dev.sosia.engine.backend.Program;
import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.io.AtomicFile;
import dev.sosia.engine.tensor.RecordedFunction;
import dev.sosia.engine.tensor.Tensor;
import java.lang.foreign.Arena;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Writes a recorded network as an ONNX model: opset 17, IR version 8, every weight inside of the
/// file. All sizes are those it was recorded with, the batch size too.
///
/// {@snippet :
/// try (RecordedFunction recorded = RecordedFunction.of(device, List.of(x), net::of)) {
///   OnnxWriter.write(file, "critic", recorded, List.of("x"), List.of("out"), layer.stateDict());
/// }
/// }
public final class OnnxWriter {
  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;

  /// What protobuf can hold in one message.
  private static final long LARGEST = Integer.MAX_VALUE;

  private static final int BUFFER = 1 << 16;

  private OnnxWriter() {}

  /// Writes `function`, replacing an existing file.
  ///
  /// @param graph the graph's name
  /// @param inputs names of the function's inputs, in order
  /// @param outputs names of its outputs, in order
  /// @param weights tensors by the names they are to have as initializers, where the function reads
  ///   them unchanged; others are called after their layer
  /// @throws InputException if a step has no counterpart in ONNX, or the model is larger than the 2
  ///   GiB that one file can hold
  /// @throws EnvironmentException if the machine refuses to write
  public static void write(
      Path file,
      String graph,
      RecordedFunction function,
      List<String> inputs,
      List<String> outputs,
      Map<String, Tensor> weights) {
    try (Arena arena = Arena.ofConfined()) {
      Message model =
          model(graph(graph, function, inputs, outputs, function.names(weights), arena));
      if (model.size() > LARGEST) {
        throw new InputException(
            file
                + " would have "
                + model.size()
                + " bytes, and an ONNX file holds at most "
                + LARGEST
                + ": export a narrower network");
      }
      AtomicFile.write(
          file,
          channel -> {
            CodedOutputStream out =
                CodedOutputStream.newInstance(Channels.newOutputStream(channel), BUFFER);
            model.writeTo(out);
            out.flush();
          });
    }
  }

  private static Message graph(
      String name,
      RecordedFunction function,
      List<String> inputs,
      List<String> outputs,
      Map<Integer, String> weights,
      Arena arena) {
    Program program = function.program();
    ModelGraph graph = new ModelGraph(name, inputs, function.inputTypes());
    outputs.forEach(graph::reserve);
    ValueTable values = new ValueTable(function, graph, weights, arena);
    for (int i = 0; i < inputs.size(); i++) {
      values.define(program.inputs().get(i), inputs.get(i), function.inputTypes().get(i).shape());
    }
    KernelNodes nodes = new KernelNodes(graph, values);
    program.steps().forEach(nodes::add);
    for (int i = 0; i < outputs.size(); i++) {
      String result = values.read(program.outputs().get(i), "");
      graph.output(outputs.get(i), function.outputTypes().get(i), result);
    }
    return graph.message();
  }

  private static Message model(Message graph) {
    Message opset = new Message().text(1, "").integer(2, OPSET);
    return new Message().integer(1, IR_VERSION).text(2, "sosia").nested(8, opset).nested(7, graph);
  }
}
