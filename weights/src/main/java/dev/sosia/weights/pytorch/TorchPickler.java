package dev.sosia.weights.pytorch;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.type.DType;
import dev.sosia.weights.pickle.PickleWriter;
import dev.sosia.weights.value.HostTensor;
import dev.sosia.weights.value.Value;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Turns a value into the calls that `torch.save` would write, and collects the storages.
final class TorchPickler {
  /// What [dev.sosia.weights.pickle.ValueBuilder] reads again.
  private static final int DEEPEST = 200;

  private final PickleWriter out = new PickleWriter();
  private final Map<StorageId, String> keys = new LinkedHashMap<>();
  private final List<MemorySegment> storages = new ArrayList<>();
  private int depth;

  /// The memory and type of a storage. Tensors share one if both are the same: PyTorch has no
  /// storage of two types. `base` is the array on the heap, null for memory outside.
  private record StorageId(@Nullable Object base, long address, long bytes, DType dtype) {
    static StorageId of(HostTensor tensor) {
      MemorySegment s = tensor.storage();
      // the array of a read-only segment is not told; such a storage counts as shared by nobody
      Object base = s.isNative() ? null : s.heapBase().orElse(tensor);
      return new StorageId(base, s.address(), s.byteSize(), tensor.dtype());
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // equal arrays are not the same memory
    public boolean equals(@Nullable Object o) {
      return o instanceof StorageId id
          && base == id.base
          && address == id.address
          && bytes == id.bytes
          && dtype == id.dtype;
    }

    @Override
    public int hashCode() {
      return Objects.hash(System.identityHashCode(base), address, bytes, dtype);
    }
  }

  /// The pickle of `value`.
  byte[] pickle(Value value) {
    write(value);
    return out.finish();
  }

  /// The storages, in the order of their keys 0, 1, ..
  List<MemorySegment> storages() {
    return storages;
  }

  private void write(Value value) {
    if (++depth > DEEPEST) {
      throw new InputException("a value nested more than " + DEEPEST + " deep cannot be saved");
    }
    switch (value) {
      case Value.None _ -> out.none();
      case Value.Bool(boolean truth) -> out.bool(truth);
      case Value.Int(var number) -> out.integer(number);
      case Value.Real(double number) -> out.floating(number);
      case Value.Str(String text) -> out.text(text);
      case Value.Size(List<Long> sizes) -> size(sizes);
      default -> {
        if (!out.recall(value)) {
          compound(value);
        }
      }
    }
    depth--;
  }

  private void compound(Value value) {
    switch (value) {
      case Value.ListValue(List<Value> items) -> {
        out.emptyList();
        out.remember(value);
        out.mark();
        items.forEach(this::write);
        out.appends();
      }
      case Value.TupleValue(List<Value> items) -> {
        tuple(items.size(), items, this::write);
        out.remember(value);
      }
      case Value.DictValue dict -> dict(dict);
      case Value.TensorValue tensor -> {
        tensor(tensor);
        out.remember(value);
      }
      default -> throw new AssertionError(value);
    }
  }

  private <T> void tuple(int size, List<T> items, Consumer<T> write) {
    if (size > 3) {
      out.mark();
    }
    items.forEach(write);
    if (size > 3) {
      out.tuple();
    } else {
      out.tuple(size);
    }
  }

  private void size(List<Long> sizes) {
    out.global("torch", "Size");
    tuple(sizes.size(), sizes, out::integer);
    out.tuple(1);
    out.reduce();
  }

  private void dict(Value.DictValue dict) {
    if (dict.ordered()) {
      emptyOrderedDict();
    } else {
      out.emptyDict();
    }
    out.remember(dict);
    if (!dict.items().isEmpty()) {
      out.mark();
      dict.items()
          .forEach(
              (key, value) -> {
                write(key);
                write(value);
              });
      out.setItems();
    }
  }

  private void emptyOrderedDict() {
    out.global("collections", "OrderedDict");
    out.tuple(0);
    out.reduce();
  }

  private void tensor(Value.TensorValue value) {
    if (value.parameter()) {
      out.global("torch._utils", "_rebuild_parameter");
      rebuild(value.tensor(), false);
      out.bool(value.requiresGrad());
      emptyOrderedDict();
      out.tuple(3);
      out.reduce();
    } else {
      rebuild(value.tensor(), value.requiresGrad());
    }
  }

  private void rebuild(HostTensor tensor, boolean requiresGrad) {
    out.global("torch._utils", "_rebuild_tensor_v2");
    out.mark();
    out.mark();
    out.text("storage");
    out.global("torch", StorageType.of(tensor.dtype()).className());
    out.text(key(tensor));
    out.text("cpu");
    out.integer(tensor.storageNumel());
    out.tuple();
    out.persistent();
    out.integer(tensor.offset());
    List<Integer> dims = new ArrayList<>();
    List<Long> strides = new ArrayList<>();
    for (int i = 0; i < tensor.shape().rank(); i++) {
      dims.add(tensor.shape().dim(i));
      strides.add(tensor.strides()[i]);
    }
    tuple(dims.size(), dims, out::integer);
    tuple(strides.size(), strides, out::integer);
    out.bool(requiresGrad);
    emptyOrderedDict();
    out.tuple();
    out.reduce();
  }

  private String key(HostTensor tensor) {
    return keys.computeIfAbsent(
        StorageId.of(tensor),
        _ -> {
          storages.add(tensor.storage());
          return Integer.toString(storages.size() - 1);
        });
  }
}
