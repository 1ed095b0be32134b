package dev.sosia.cli.weights;

import dev.sosia.weights.value.HostTensor;
import dev.sosia.weights.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// What a checkpoint holds besides the network's tensors, as plain maps, lists, strings and
/// numbers. Of a tensor only type, shape and bytes are told.
final class OtherValues {
  private OtherValues() {}

  static Map<String, @Nullable Object> plain(SequencedMap<String, Value> values) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    values.forEach((name, value) -> plain.put(name, plain(value)));
    return plain;
  }

  private static @Nullable Object plain(Value value) {
    return switch (value) {
      case Value.None _ -> null;
      case Value.Bool(boolean b) -> b;
      case Value.Int(var n) -> n;
      case Value.Real(double x) -> x;
      case Value.Str(String text) -> text;
      case Value.Size(List<Long> sizes) -> sizes;
      case Value.ListValue(List<Value> items) -> plain(items);
      case Value.TupleValue(List<Value> items) -> plain(items);
      case Value.DictValue dict -> plain(dict);
      case Value.TensorValue tensor -> plain(tensor.tensor());
    };
  }

  private static List<@Nullable Object> plain(List<Value> items) {
    List<@Nullable Object> plain = new ArrayList<>();
    items.forEach(item -> plain.add(plain(item)));
    return plain;
  }

  /// Keys that are no text (an optimizer numbers its parameters) are written out; where that makes
  /// two keys one, as 1 and "1", the later gets a mark.
  private static Map<String, @Nullable Object> plain(Value.DictValue dict) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    dict.items()
        .forEach(
            (key, value) -> {
              String name = keyText(key);
              while (plain.containsKey(name)) {
                name = name + "'";
              }
              plain.put(name, plain(value));
            });
    return plain;
  }

  /// A dictionary's key as text.
  static String keyText(Value key) {
    return key instanceof Value.Str(String text) ? text : String.valueOf(plain(key));
  }

  private static Map<String, Object> plain(HostTensor tensor) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("dtype", tensor.dtype().name());
    plain.put("shape", Arrays.stream(tensor.shape().dims()).boxed().toList());
    plain.put("bytes", tensor.numel() * tensor.dtype().bytes());
    return plain;
  }
}
