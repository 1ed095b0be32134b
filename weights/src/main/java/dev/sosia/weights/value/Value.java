package dev.sosia.weights.value;

import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// One value out of a checkpoint. What Python would see as one object met twice is one instance
/// here. Immutable, never cyclic, at most 200 levels deep, and at most a million values when
/// written out in full.
public sealed interface Value {
  None NONE = new None();

  /// Python's `None`.
  record None() implements Value {}

  /// Python's `True` and `False`.
  record Bool(boolean value) implements Value {}

  /// An integer of any size.
  record Int(BigInteger value) implements Value {
    public static Int of(long value) {
      return new Int(BigInteger.valueOf(value));
    }
  }

  /// Python's `float`, a double.
  record Real(double value) implements Value {}

  /// Text.
  record Str(String value) implements Value {}

  /// A `torch.Size`: the sizes of a tensor, standing alone.
  record Size(List<Long> sizes) implements Value {
    public Size {
      sizes = List.copyOf(sizes);
    }
  }

  /// Python's `list`.
  record ListValue(List<Value> items) implements Value {
    public ListValue {
      items = List.copyOf(items);
    }
  }

  /// Python's `tuple`.
  record TupleValue(List<Value> items) implements Value {
    public TupleValue {
      items = List.copyOf(items);
    }
  }

  /// Python's `dict`, or where `ordered`, a `collections.OrderedDict`; both keep their order. Keys
  /// are text, numbers, booleans, none, sizes, or tuples of these.
  record DictValue(SequencedMap<Value, Value> items, boolean ordered) implements Value {
    public DictValue {
      items = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(items));
    }

    /// What is under the text `key`, or null.
    public @Nullable Value get(String key) {
      return items.get(new Str(key));
    }
  }

  /// A tensor. `parameter` says whether it was a `torch.nn.Parameter`.
  record TensorValue(HostTensor tensor, boolean parameter, boolean requiresGrad) implements Value {
    /// A plain tensor that asks for no gradient.
    public TensorValue(HostTensor tensor) {
      this(tensor, false, false);
    }
  }
}
