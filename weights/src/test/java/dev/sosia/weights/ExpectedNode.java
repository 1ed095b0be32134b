package dev.sosia.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.sosia.weights.value.HostTensor;
import dev.sosia.weights.value.Value;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Compares a value with a node of a manifest: type, order and every bit.
final class ExpectedNode {
  private final ExpectedTensors tensors;
  private final boolean views;
  private final Map<String, Long> storages = new HashMap<>();

  private ExpectedNode(ExpectedTensors tensors, boolean views) {
    this.tensors = tensors;
    this.views = views;
  }

  static void check(Checkpoint checkpoint, Map<?, ?> node, ExpectedTensors tensors) {
    boolean views =
        checkpoint.format() == CheckpointFormat.PTH
            || checkpoint.format() == CheckpointFormat.LEGACY_PTH;
    ExpectedNode expected = new ExpectedNode(tensors, views);
    if (checkpoint.format() == CheckpointFormat.SAFETENSORS) {
      expected.checkUnordered((Value.DictValue) checkpoint.value(), node);
    } else {
      expected.check(checkpoint.value(), node, "value");
    }
  }

  private void check(Value found, Map<?, ?> node, String path) {
    String type = (String) node.get("type");
    switch (found) {
      case Value.None _ -> assertThat(type).as(path).isEqualTo("none");
      case Value.Bool(boolean value) -> {
        assertThat(type).as(path).isEqualTo("bool");
        assertThat(value).as(path).isEqualTo(node.get("value"));
      }
      case Value.Int(BigInteger value) -> {
        assertThat(type).as(path).isEqualTo("int");
        assertThat(value.toString()).as(path).isEqualTo(node.get("value"));
      }
      case Value.Real(double value) -> {
        assertThat(type).as(path).isEqualTo("float");
        double expected = ExpectedTensors.number(Fields.any(node, "value"));
        assertThat(Double.doubleToLongBits(value))
            .as("%s: %s", path, value)
            .isEqualTo(Double.doubleToLongBits(expected));
      }
      case Value.Str(String value) -> {
        assertThat(type).as(path).isEqualTo("str");
        assertThat(value).as(path).isEqualTo(node.get("value"));
      }
      case Value.Size(List<Long> sizes) -> {
        assertThat(type).as(path).isEqualTo("size");
        assertThat(sizes).as(path).isEqualTo(Fields.numbers(node, "value"));
      }
      case Value.ListValue(List<Value> items) -> {
        assertThat(type).as(path).isEqualTo("list");
        checkItems(items, node, path);
      }
      case Value.TupleValue(List<Value> items) -> {
        assertThat(type).as(path).isEqualTo("tuple");
        checkItems(items, node, path);
      }
      case Value.DictValue dict -> {
        assertThat(type).as(path).isEqualTo(dict.ordered() ? "ordered_dict" : "dict");
        checkPairs(dict, node, path);
      }
      case Value.TensorValue tensor -> {
        assertThat(type).as(path).isEqualTo("tensor");
        checkTensor(tensor, node, path);
      }
    }
  }

  private void checkItems(List<Value> found, Map<?, ?> node, String path) {
    List<?> items = Fields.list(node, "items");
    assertThat(found).as(path).hasSameSizeAs(items);
    for (int i = 0; i < found.size(); i++) {
      check(found.get(i), (Map<?, ?>) items.get(i), path + "[" + i + "]");
    }
  }

  private void checkPairs(Value.DictValue dict, Map<?, ?> node, String path) {
    List<?> items = Fields.list(node, "items");
    assertThat(dict.items()).as(path).hasSameSizeAs(items);
    int i = 0;
    for (Map.Entry<Value, Value> entry : dict.items().entrySet()) {
      List<?> pair = (List<?>) items.get(i++);
      check(entry.getKey(), (Map<?, ?>) pair.get(0), path + ".key");
      check(entry.getValue(), (Map<?, ?>) pair.get(1), path + "." + entry.getKey());
    }
  }

  private void checkUnordered(Value.DictValue dict, Map<?, ?> node) {
    List<?> items = Fields.list(node, "items");
    assertThat(dict.items()).hasSameSizeAs(items);
    for (Object item : items) {
      List<?> pair = (List<?>) item;
      String name = Fields.text((Map<?, ?>) pair.get(0), "value");
      Value found = dict.get(name);
      if (found == null) {
        fail("no tensor called %s", name);
      } else {
        check(found, (Map<?, ?>) pair.get(1), name);
      }
    }
  }

  private void checkTensor(Value.TensorValue found, Map<?, ?> node, String path) {
    HostTensor tensor = found.tensor();
    assertThat(tensor.dtype().name()).as(path).isEqualTo(node.get("dtype"));
    assertThat(Arrays.stream(tensor.shape().dims()).mapToLong(d -> d).boxed().toList())
        .as(path)
        .isEqualTo(Fields.numbers(node, "shape"));
    assertThat(found.parameter()).as(path).isEqualTo(node.get("parameter"));
    assertThat(found.requiresGrad()).as(path).isEqualTo(node.get("requires_grad"));
    if (views) {
      assertThat(tensor.strides())
          .as(path)
          .isEqualTo(Fields.numbers(node, "stride").stream().mapToLong(n -> n).toArray());
      assertThat(tensor.offset()).as(path).isEqualTo(Fields.number(node, "storage_offset"));
      assertThat(tensor.storageNumel()).as(path).isEqualTo(Fields.number(node, "storage_numel"));
      if (tensor.storageNumel() > 0) {
        long address = tensor.storage().address();
        Long earlier = storages.putIfAbsent((String) node.get("storage"), address);
        assertThat(earlier == null || earlier == address).as(path + " shares").isTrue();
      }
    }
    tensors.requireSameBits(tensor, Fields.object(node, "value"), path);
  }
}
