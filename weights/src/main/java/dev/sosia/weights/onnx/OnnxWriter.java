package dev.sosia.weights.onnx;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.io.AtomicFile;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.weights.value.HostTensor;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

/// Writes a graph as a `ModelProto`. Field numbers are those of `onnx.proto`, IR version 8 (ONNX
/// 1.12), operators of version 17: what runtimes of 2022 and later read.
final class OnnxWriter {
  private static final int IR_VERSION = 8;
  private static final int OPERATORS = 17;

  private final Arena arena;

  private OnnxWriter(Arena arena) {
    this.arena = arena;
  }

  static void write(Path file, OnnxGraph graph) {
    try (Arena arena = Arena.ofConfined()) {
      ProtoMessage model = new OnnxWriter(arena).model(graph);
      if (model.size() > Integer.MAX_VALUE) {
        throw new InputException(
            file + ": a network of " + model.size() + " bytes does not fit an ONNX file of 2 GiB");
      }
      AtomicFile.write(file, model::writeTo);
    }
  }

  private ProtoMessage model(OnnxGraph graph) {
    return new ProtoMessage()
        .integer(1, IR_VERSION)
        .text(2, "sosia")
        .message(7, graph(graph))
        .message(8, new ProtoMessage().text(1, "").integer(2, OPERATORS));
  }

  private ProtoMessage graph(OnnxGraph graph) {
    ProtoMessage out = new ProtoMessage();
    graph.nodes().forEach(node -> out.message(1, node(node)));
    out.text(2, "network");
    graph.weights().forEach((name, tensor) -> out.message(5, tensor(name, tensor)));
    graph.shapes().forEach((name, dims) -> out.message(5, tensor(name, numbers(dims))));
    graph.inputs().forEach(port -> out.message(11, port(port)));
    graph.outputs().forEach(port -> out.message(12, port(port)));
    return out;
  }

  private static HostTensor numbers(List<Long> values) {
    return HostTensor.ofLongs(
        Shape.of(values.size()), values.stream().mapToLong(Long::longValue).toArray());
  }

  private static ProtoMessage node(OnnxGraph.Node node) {
    ProtoMessage out = new ProtoMessage();
    node.inputs().forEach(input -> out.text(1, input));
    out.text(2, node.name()).text(3, node.name()).text(4, node.op());
    node.attributes().forEach((name, value) -> out.message(5, attribute(name, value)));
    return out;
  }

  private static ProtoMessage attribute(String name, OnnxGraph.Attribute attribute) {
    ProtoMessage out = new ProtoMessage().text(1, name);
    return switch (attribute) {
      case OnnxGraph.Attribute.Real(float value) -> out.real(2, value).integer(20, 1);
      case OnnxGraph.Attribute.Whole(long value) -> out.integer(3, value).integer(20, 2);
      case OnnxGraph.Attribute.Wholes(List<Long> values) -> out.integers(8, values).integer(20, 7);
    };
  }

  private ProtoMessage tensor(String name, HostTensor tensor) {
    ProtoMessage out = new ProtoMessage();
    LongStream.range(0, tensor.shape().rank())
        .forEach(i -> out.integer(1, tensor.shape().dim((int) i)));
    out.integer(2, elementType(tensor.dtype())).text(8, name);
    return out.bytes(9, tensor.packed(arena));
  }

  private static ProtoMessage port(OnnxGraph.Port port) {
    ProtoMessage shape = new ProtoMessage();
    for (long dim : port.dims()) {
      ProtoMessage size = new ProtoMessage();
      shape.message(1, dim == OnnxGraph.BATCH ? size.text(2, "batch") : size.integer(1, dim));
    }
    ProtoMessage tensor = new ProtoMessage().integer(1, elementType(port.dtype()));
    ProtoMessage type = new ProtoMessage().message(1, tensor.message(2, shape));
    return new ProtoMessage().text(1, port.name()).message(2, type);
  }

  /// `TensorProto.DataType` of a type.
  static int elementType(DType dtype) {
    return switch (dtype) {
      case F32 -> 1;
      case U8 -> 2;
      case I8 -> 3;
      case I16 -> 5;
      case I32 -> 6;
      case I64 -> 7;
      case BOOL -> 9;
      case F16 -> 10;
      case F64 -> 11;
      case BF16 -> 16;
    };
  }
}
