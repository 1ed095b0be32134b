package dev.sosia.weights.onnx;

import dev.sosia.engine.type.Shape;
import dev.sosia.weights.value.HostTensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Adds operators and constants to a graph under names made of the layer and a running number. The
/// same network gives the same names.
final class OnnxNodes {
  private final OnnxGraph graph;
  private final Map<String, Integer> used = new HashMap<>();

  OnnxNodes(OnnxGraph graph) {
    this.graph = graph;
  }

  /// Adds an operator and returns the name of its result.
  String add(String op, String path, String... inputs) {
    return add(op, path, Map.of(), inputs);
  }

  /// Adds an operator with attributes and returns the name of its result.
  String add(
      String op, String path, Map<String, OnnxGraph.Attribute> attributes, String... inputs) {
    String name = fresh(path, op);
    graph.nodes().add(new OnnxGraph.Node(op, name, List.of(inputs), attributes));
    return name;
  }

  /// Adds an operator whose result has the given name.
  void named(String name, String op, String input) {
    graph.nodes().add(new OnnxGraph.Node(op, name, List.of(input), Map.of()));
  }

  /// A constant tensor.
  String weight(String path, HostTensor tensor) {
    String name = fresh(path, "weight");
    graph.weights().put(name, tensor);
    return name;
  }

  /// A constant number.
  String number(String path, double value) {
    return weight(path, HostTensor.ofFloats(Shape.SCALAR, (float) value));
  }

  /// A constant list of whole numbers.
  String numbers(String path, List<Long> values) {
    return graph.shape(fresh(path, "shape"), values);
  }

  /// The sizes of `shape` as a constant.
  String numbers(String path, Shape shape) {
    return numbers(path, IntStream.of(shape.dims()).mapToObj(d -> (long) d).toList());
  }

  private String fresh(String path, String what) {
    String name = path.isEmpty() ? what : path + "/" + what;
    int n = used.merge(name, 1, Integer::sum);
    return n == 1 ? name : name + "_" + n;
  }
}
