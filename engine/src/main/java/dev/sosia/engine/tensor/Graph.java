package dev.sosia.engine.tensor;

import dev.sosia.engine.type.TensorType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The recorded computation behind some tensors, to be looked at: one entry per operation, in the
/// order of recording.
public record Graph(List<Operation> operations) {

  /// One operation.
  ///
  /// @param id its place in the list
  /// @param name `conv2d`, or `leaf` for a parameter or an input
  /// @param path the layer it was recorded in; for a leaf its name
  /// @param inputs where its inputs come from: ids, -1 for constants
  /// @param inputTypes their types
  /// @param outputs types of its results
  /// @param saved types of what it keeps for the backward pass
  /// @param gradients how many of its inputs get a gradient
  public record Operation(
      int id,
      String name,
      String path,
      List<Integer> inputs,
      List<TensorType> inputTypes,
      List<TensorType> outputs,
      List<TensorType> saved,
      int gradients) {

    /// Bytes of all results.
    public long outputBytes() {
      return outputs.stream().mapToLong(TensorType::bytes).sum();
    }

    /// Bytes of what it keeps, shared with its inputs and results where it keeps those.
    public long savedBytes() {
      return saved.stream().mapToLong(TensorType::bytes).sum();
    }

    public boolean isLeaf() {
      return name.equals("leaf");
    }
  }

  /// The graph behind `outputs`; leaves are called by the names they have in the maps.
  @SafeVarargs
  public static Graph of(List<Tensor> outputs, Map<String, Tensor>... leaves) {
    Map<Node, String> names = new HashMap<>();
    for (Map<String, Tensor> map : leaves) {
      map.forEach(
          (name, t) -> {
            if (t.node() != null) {
              names.put(t.node(), name);
            }
          });
    }
    List<Node> nodes = nodes(outputs);
    Map<Node, Integer> ids = new HashMap<>();
    nodes.forEach(n -> ids.put(n, ids.size()));
    List<Operation> operations = new ArrayList<>(nodes.size());
    for (Node n : nodes) {
      List<Integer> from = new ArrayList<>();
      int gradients = 0;
      for (Node.Edge e : n.inputs()) {
        from.add(e.node() == null ? -1 : ids.getOrDefault(e.node(), -1));
        gradients += e.node() == null ? 0 : 1;
      }
      operations.add(
          new Operation(
              ids.getOrDefault(n, -1),
              n.name(),
              names.getOrDefault(n, n.path()),
              from,
              n.inputTypes(),
              n.outputTypes(),
              n.savedTypes(),
              gradients));
    }
    return new Graph(List.copyOf(operations));
  }

  private static List<Node> nodes(List<Tensor> outputs) {
    Set<Node> seen = new HashSet<>();
    Deque<Node> pending = new ArrayDeque<>();
    for (Tensor t : outputs) {
      if (t.node() != null) {
        pending.push(t.node());
      }
    }
    while (!pending.isEmpty()) {
      Node n = pending.pop();
      if (seen.add(n)) {
        for (Node.Edge e : n.inputs()) {
          if (e.node() != null) {
            pending.push(e.node());
          }
        }
      }
    }
    List<Node> sorted = new ArrayList<>(seen);
    sorted.sort(Comparator.comparingLong(Node::sequence));
    return sorted;
  }
}
