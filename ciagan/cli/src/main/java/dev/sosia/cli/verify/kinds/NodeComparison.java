package dev.sosia.cli.verify.kinds;

import dev.sosia.cli.verify.harness.Checks;
import dev.sosia.cli.verify.harness.Fields;
import dev.sosia.cli.verify.harness.TensorSource;
import dev.sosia.cli.verify.harness.Values;
import dev.sosia.weights.value.HostTensor;
import dev.sosia.weights.value.Value;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Compares what was read from a checkpoint with the nodes a manifest describes it by.
final class NodeComparison {
  private final TensorSource tensors;
  private final Checks checks;
  private final boolean ordered;
  private final boolean views;
  private final Map<String, MemorySegment> storages = new HashMap<>();

  /// A comparison of one file.
  ///
  /// @param ordered whether dictionaries must be in the file's order
  /// @param views whether tensors must be views as in the file: strides, offset, shared storages
  NodeComparison(TensorSource tensors, Checks checks, boolean ordered, boolean views) {
    this.tensors = tensors;
    this.checks = checks;
    this.ordered = ordered;
    this.views = views;
  }

  /// Compares `actual` with `node`; `what` says where in the file it is.
  void compare(String what, Fields node, Value actual) {
    String type = node.text("type");
    switch (type) {
      case "none" -> require(what, actual instanceof Value.None, "none", actual);
      case "bool" -> equal(what, new Value.Bool(node.flag("value")), actual);
      case "str" -> equal(what, new Value.Str(node.text("value")), actual);
      case "int" -> {
        String digits = node.text("value");
        boolean same = actual instanceof Value.Int i && i.value().toString().equals(digits);
        require(what, same, digits, actual);
      }
      case "float" -> {
        double expected = node.number("value");
        boolean same = actual instanceof Value.Real r && Double.compare(r.value(), expected) == 0;
        require(what, same, String.valueOf(expected), actual);
      }
      case "size" -> {
        List<Long> sizes =
            node.list("value").stream().map(x -> Fields.integer(node.at("value"), x)).toList();
        equal(what, new Value.Size(sizes), actual);
      }
      case "list" ->
          items(what, node, actual instanceof Value.ListValue l ? l.items() : null, actual);
      case "tuple" ->
          items(what, node, actual instanceof Value.TupleValue t ? t.items() : null, actual);
      case "dict", "ordered_dict" -> dict(what, node, type.equals("ordered_dict"), actual);
      case "tensor" -> tensor(what, node, actual);
      default -> throw node.error("type", "a type of value");
    }
    node.done();
  }

  private void equal(String what, Value expected, Value actual) {
    require(what, expected.equals(actual), String.valueOf(expected), actual);
  }

  private void require(String what, boolean holds, String expected, Value actual) {
    if (!holds) {
      String found = String.valueOf(actual);
      checks.fail(
          what
              + ": "
              + found.substring(0, Math.min(found.length(), 200))
              + ", expected "
              + expected);
    }
  }

  private void items(String what, Fields node, @Nullable List<Value> found, Value actual) {
    List<@Nullable Object> nodes = node.list("items");
    if (found == null || found.size() != nodes.size()) {
      require(what, false, node.text("type") + " of " + nodes.size(), actual);
      return;
    }
    for (int i = 0; i < nodes.size(); i++) {
      compare(what + "[" + i + "]", Fields.of(node.at("items"), nodes.get(i)), found.get(i));
    }
  }

  private void dict(String what, Fields node, boolean orderedDict, Value actual) {
    List<@Nullable Object> pairs = node.list("items");
    if (!(actual instanceof Value.DictValue dict)
        || dict.items().size() != pairs.size()
        || dict.ordered() != orderedDict) {
      require(what, false, node.text("type") + " of " + pairs.size(), actual);
      return;
    }
    List<Value> keys = new ArrayList<>(dict.items().keySet());
    for (int i = 0; i < pairs.size(); i++) {
      List<@Nullable Object> pair = Fields.list(node.at("items"), pairs.get(i));
      if (pair.size() != 2) {
        throw node.error("items", "pairs of key and value");
      }
      Fields key = Fields.of(node.at("items"), pair.get(0));
      Value at = ordered ? keys.get(i) : new Value.Str(key.text("value"));
      String place = what + "[" + (at instanceof Value.Str s ? s.value() : at) + "]";
      compare(place + " key", key, at);
      Value value = dict.items().get(at);
      if (value == null) {
        checks.fail(place + ": there is none");
      } else {
        compare(place, Fields.of(node.at("items"), pair.get(1)), value);
      }
    }
  }

  private void tensor(String what, Fields node, Value actual) {
    Values expected = tensors.tensor(node, "value");
    String dtype = node.text("dtype");
    int[] shape = node.sizes("shape");
    View view = View.read(node);
    boolean parameter = node.flag("parameter");
    boolean requiresGrad = node.flag("requires_grad");
    if (!(actual instanceof Value.TensorValue t)) {
      require(what, false, "a tensor", actual);
      return;
    }
    HostTensor found = t.tensor();
    if (!found.dtype().name().equals(dtype) || !Arrays.equals(found.shape().dims(), shape)) {
      require(what, false, dtype + " " + Arrays.toString(shape), actual);
      return;
    }
    if (t.parameter() != parameter || t.requiresGrad() != requiresGrad) {
      checks.fail(
          what
              + ": parameter %s, requires_grad %s; expected %s, %s"
                  .formatted(t.parameter(), t.requiresGrad(), parameter, requiresGrad));
    }
    if (views) {
      view(what, view, found);
    }
    checks.compareBits(what, expected, copy(found));
  }

  private static Values copy(HostTensor tensor) {
    Values v = Values.zeros(tensor.dtype(), tensor.shape());
    tensor.copyTo(v.bytes(), tensor.dtype());
    return v;
  }

  /// How a tensor lies in its storage. A manifest may leave this out.
  private record View(
      long @Nullable [] stride, long offset, long storageNumel, @Nullable String storage) {
    static View read(Fields node) {
      String at = node.at("stride");
      return new View(
          node.isSet("stride")
              ? node.list("stride").stream().mapToLong(x -> Fields.integer(at, x)).toArray()
              : null,
          node.isSet("storage_offset") ? node.integer("storage_offset") : -1,
          node.isSet("storage_numel") ? node.integer("storage_numel") : -1,
          node.isSet("storage") ? node.text("storage") : null);
    }
  }

  private void view(String what, View view, HostTensor found) {
    boolean same =
        (view.stride() == null || Arrays.equals(view.stride(), found.strides()))
            && (view.offset() < 0 || view.offset() == found.offset())
            && (view.storageNumel() < 0 || view.storageNumel() == found.storageNumel());
    if (!same) {
      checks.fail(
          "%s: strides %s, offset %d, storage of %d; expected %s, %d, %d"
              .formatted(
                  what,
                  Arrays.toString(found.strides()),
                  found.offset(),
                  found.storageNumel(),
                  Arrays.toString(view.stride()),
                  view.offset(),
                  view.storageNumel()));
    }
    String storage = view.storage();
    if (storage != null && found.storage().byteSize() > 0) {
      MemorySegment other = storages.putIfAbsent(storage, found.storage());
      if (other != null && other.address() != found.storage().address()) {
        checks.fail(what + ": does not share the memory of storage " + storage);
      }
    }
  }
}
