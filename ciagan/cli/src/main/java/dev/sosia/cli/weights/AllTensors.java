package dev.sosia.cli.weights;

import dev.sosia.weights.StateDict;
import dev.sosia.weights.value.HostTensor;
import dev.sosia.weights.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Every tensor of a checkpoint: the network's by their own names, then those inside other values
/// by their path, such as an optimizer's `optimizer.state.0.exp_avg`.
final class AllTensors {
  private final SequencedMap<String, HostTensor> found = new LinkedHashMap<>();

  private AllTensors() {}

  static StateDict of(StateDict weights) {
    AllTensors all = new AllTensors();
    weights.tensors().forEach(all::add);
    weights.other().forEach(all::walk);
    return StateDict.of(all.found);
  }

  private void walk(String path, Value value) {
    switch (value) {
      case Value.TensorValue tensor -> add(path, tensor.tensor());
      case Value.DictValue dict ->
          dict.items().forEach((key, item) -> walk(path + "." + OtherValues.keyText(key), item));
      case Value.ListValue(List<Value> items) -> walk(path, items);
      case Value.TupleValue(List<Value> items) -> walk(path, items);
      case Value _ -> {}
    }
  }

  private void walk(String path, List<Value> items) {
    for (int i = 0; i < items.size(); i++) {
      walk(path + "." + i, items.get(i));
    }
  }

  /// Two paths may read the same (`a` holding `b.c`, and `a.b` holding `c`); the later gets a mark.
  private void add(String path, HostTensor tensor) {
    String name = path;
    while (found.containsKey(name)) {
      name = name + "'";
    }
    found.put(name, tensor);
  }
}
