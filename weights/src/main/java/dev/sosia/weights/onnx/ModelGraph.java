package dev.sosia.weights.onnx;

import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import dev.sosia.engine.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A `GraphProto` that grows node by node. Names are given once; constants of a few numbers are
/// shared. Field numbers are those of `onnx.proto`.
final class ModelGraph {
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Message graph = new Message();
  private final Map<String, Integer> taken = new HashMap<>();
  private final Map<String, String> shared = new HashMap<>();

  /// A graph with these named inputs.
  ModelGraph(String name, List<String> inputs, List<TensorType> types) {
    graph.text(2, name);
    for (int i = 0; i < inputs.size(); i++) {
      taken.put(inputs.get(i), 1);
      graph.nested(11, valueInfo(inputs.get(i), types.get(i)));
    }
  }

  /// Keeps `name` for an output.
  void reserve(String name) {
    taken.put(name, 1);
  }

  /// Adds a node with one result, whose name is returned.
  ///
  /// @param path the layer it belongs to, empty if none
  String node(String operator, String path, List<String> inputs, Message... attributes) {
    String at = path.isEmpty() ? "" : path + "/";
    String name = unique(at + operator.toLowerCase(Locale.ROOT));
    add(operator, name, inputs, name, attributes);
    return name;
  }

  /// Makes `value` an output of the graph, called `name`.
  void output(String name, TensorType type, String value) {
    add("Identity", unique("output/" + name), List.of(value), name);
    graph.nested(12, valueInfo(name, type));
  }

  private void add(
      String operator, String name, List<String> inputs, String output, Message... attributes) {
    Message node = new Message().texts(1, inputs).text(2, output).text(3, name).text(4, operator);
    for (Message attribute : attributes) {
      node.nested(5, attribute);
    }
    graph.nested(1, node);
  }

  /// Adds a constant of these row-major little-endian bytes; `wanted` is its name unless taken.
  String constant(String wanted, TensorType type, MemorySegment bytes) {
    String name = unique(wanted);
    graph.nested(5, tensor(name, type, bytes));
    return name;
  }

  /// A vector of whole numbers, as shapes and axes are given.
  String longs(long... values) {
    StringBuilder key = new StringBuilder("longs");
    for (long value : values) {
      key.append('_').append(value);
    }
    return shared.computeIfAbsent(
        key.toString(),
        k -> constant("constant", new TensorType(DType.I64, Shape.of(values.length)), of(values)));
  }

  /// The values as little-endian bytes.
  static MemorySegment of(long... values) {
    MemorySegment bytes = MemorySegment.ofArray(new byte[Long.BYTES * values.length]);
    for (int i = 0; i < values.length; i++) {
      bytes.set(LONG, (long) Long.BYTES * i, values[i]);
    }
    return bytes;
  }

  /// A single number of type `dtype`.
  String scalar(DType dtype, double value) {
    return shared.computeIfAbsent(
        "scalar_" + dtype + "_" + value,
        k -> constant("constant", new TensorType(dtype, Shape.SCALAR), Numbers.of(dtype, value)));
  }

  /// `TensorProto`, with its numbers in `raw_data`.
  static Message tensor(String name, TensorType type, MemorySegment bytes) {
    Message tensor = new Message();
    for (int size : type.shape().dims()) {
      tensor.integer(1, size);
    }
    return tensor.integer(2, Numbers.code(type.dtype())).text(8, name).bytes(9, bytes);
  }

  private static Message valueInfo(String name, TensorType type) {
    Message shape = new Message();
    for (int size : type.shape().dims()) {
      shape.nested(1, new Message().integer(1, size));
    }
    Message tensor = new Message().integer(1, Numbers.code(type.dtype())).nested(2, shape);
    return new Message().text(1, name).nested(2, new Message().nested(1, tensor));
  }

  private String unique(String wanted) {
    int count = taken.merge(wanted, 1, Integer::sum);
    return count == 1 ? wanted : unique(wanted + "_" + count);
  }

  /// The finished graph.
  Message message() {
    return graph;
  }
}
