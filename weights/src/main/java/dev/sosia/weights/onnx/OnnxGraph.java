package dev.sosia.weights.onnx;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.type.DType;
import dev.sosia.weights.value.HostTensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A graph of ONNX operators under construction, in an order in which it can run.
final class OnnxGraph {
  /// Stands for the size of the batch, which the file leaves open.
  static final long BATCH = -1;

  private final List<Port> inputs = new ArrayList<>();
  private final List<Port> outputs = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, HostTensor> weights = new LinkedHashMap<>();
  private final Map<String, List<Long>> shapes = new LinkedHashMap<>();

  /// An input or output; [#BATCH] among the dims is the batch.
  record Port(String name, DType dtype, List<Long> dims) {}

  /// One operator; its one result has its name.
  record Node(String op, String name, List<String> inputs, Map<String, Attribute> attributes) {}

  /// What an operator is told besides its inputs.
  sealed interface Attribute {
    record Whole(long value) implements Attribute {}

    record Real(float value) implements Attribute {}

    record Wholes(List<Long> values) implements Attribute {}
  }

  List<Port> inputs() {
    return inputs;
  }

  List<Port> outputs() {
    return outputs;
  }

  List<Node> nodes() {
    return nodes;
  }

  /// Constant tensors by name.
  Map<String, HostTensor> weights() {
    return weights;
  }

  /// Constant lists of whole numbers by name, such as the shape a Reshape is given.
  Map<String, List<Long>> shapes() {
    return shapes;
  }

  /// Adds a constant list of numbers and returns its name.
  String shape(String name, List<Long> dims) {
    shapes.put(name, dims);
    return name;
  }

  /// This graph with everything left open that differs from `other`, the same network recorded for
  /// another size of the batch.
  ///
  /// @throws InputException if something differs that cannot be left open
  OnnxGraph withOpenBatch(OnnxGraph other) {
    if (!nodes.equals(other.nodes) || !sameWeights(other)) {
      throw new InputException(
          "the network computes in another way for another size of the batch; ONNX cannot say"
              + " that");
    }
    OnnxGraph open = new OnnxGraph();
    open.nodes.addAll(nodes);
    open.weights.putAll(weights);
    Set<String> reshapes = new HashSet<>();
    for (Node node : nodes) {
      if (node.op.equals("Reshape")) {
        reshapes.add(node.inputs.getLast());
      }
    }
    shapes.forEach(
        (name, dims) -> {
          List<Long> otherDims = Objects.requireNonNull(other.shapes.get(name), name);
          boolean mayBeOpen = reshapes.contains(name) || dims.equals(otherDims);
          open.shapes.put(name, open(name, dims, mayBeOpen ? otherDims : List.of()));
        });
    merge(inputs, other.inputs, open.inputs);
    merge(outputs, other.outputs, open.outputs);
    return open;
  }

  private boolean sameWeights(OnnxGraph other) {
    boolean same = weights.keySet().equals(other.weights.keySet());
    for (Map.Entry<String, HostTensor> entry : weights.entrySet()) {
      @Nullable HostTensor w = other.weights.get(entry.getKey());
      same =
          same
              && w != null
              && w.shape().equals(entry.getValue().shape())
              && w.storage().mismatch(entry.getValue().storage()) < 0;
    }
    return same;
  }

  private static void merge(List<Port> one, List<Port> other, List<Port> to) {
    for (int i = 0; i < one.size(); i++) {
      Port port = one.get(i);
      to.add(new Port(port.name, port.dtype, open(port.name, port.dims, other.get(i).dims)));
    }
  }

  private static List<Long> open(String name, List<Long> one, List<Long> other) {
    List<Long> open = new ArrayList<>();
    int differing = one.size() == other.size() ? 0 : 2;
    for (int i = 0; differing < 2 && i < one.size(); i++) {
      boolean same = one.get(i).equals(other.get(i));
      differing += same ? 0 : 1;
      open.add(same ? one.get(i) : BATCH);
    }
    if (differing > 1) {
      throw new InputException(
          name + " depends on the size of the batch in a way that ONNX cannot say");
    }
    return open;
  }
}
