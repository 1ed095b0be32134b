package dev.sosia.cli.verify.ops;

import dev.sosia.cli.verify.harness.ManifestException;
import dev.sosia.engine.tensor.Tensor;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The inputs of an operation by name. Each is one tensor but for the list that `cat` and `stack`
/// take.
final class OpInputs {
  private final String where;
  private final Map<String, List<Tensor>> tensors = new LinkedHashMap<>();
  private final Set<String> read = new HashSet<>();

  OpInputs(String where) {
    this.where = where;
  }

  void put(String name, List<Tensor> list) {
    tensors.put(name, list);
  }

  /// The tensors of an input, without counting it as read.
  List<Tensor> peek(String name) {
    List<Tensor> list = tensors.get(name);
    if (list == null) {
      throw new ManifestException(where + ": there is no input '" + name + "'");
    }
    return list;
  }

  List<Tensor> list(String name) {
    read.add(name);
    return peek(name);
  }

  Tensor tensor(String name) {
    List<Tensor> list = list(name);
    if (list.size() != 1) {
      throw new ManifestException(where + ": " + name + " is a list, expected one tensor");
    }
    return list.getFirst();
  }

  @Nullable Tensor optional(String name) {
    return tensors.containsKey(name) ? tensor(name) : null;
  }

  boolean has(String name) {
    return tensors.containsKey(name);
  }

  /// Fails if an input is there that the operation does not take.
  void done() {
    for (String name : tensors.keySet()) {
      if (!read.contains(name)) {
        throw new ManifestException(where + ": unknown field '" + name + "'");
      }
    }
  }
}
