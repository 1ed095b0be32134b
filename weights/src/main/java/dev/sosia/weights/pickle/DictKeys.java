package dev.sosia.weights.pickle;

import dev.sosia.weights.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/// Python's rules for keys of a dictionary.
final class DictKeys {
  private DictKeys() {}

  /// Whether `value` can be a key: it and all it holds is immutable.
  static boolean isKey(Value value) {
    return switch (value) {
      case Value.None _, Value.Bool _, Value.Int _, Value.Real _, Value.Str _, Value.Size _ -> true;
      case Value.TupleValue(List<Value> items) -> items.stream().allMatch(DictKeys::isKey);
      case Value.ListValue _, Value.DictValue _, Value.TensorValue _ -> false;
    };
  }

  /// The key of `items` that Python holds to be equal to `key` (`1`, `1.0` and `True` are), else
  /// `key`. A dictionary keeps the key that came first.
  static Value earlierEqual(Map<Value, Value> items, Value key) {
    if (items.containsKey(key)) {
      return key;
    }
    BigInteger number;
    switch (key) {
      case Value.Bool(boolean truth) -> number = truth ? BigInteger.ONE : BigInteger.ZERO;
      case Value.Int(BigInteger value) -> number = value;
      case Value.Real(double value) when value == Math.rint(value) && !Double.isInfinite(value) ->
          number = new BigDecimal(value).toBigInteger();
      default -> {
        return key;
      }
    }
    double asFloat = number.doubleValue();
    boolean exact =
        !Double.isInfinite(asFloat) && new BigDecimal(asFloat).toBigInteger().equals(number);
    Value whole = new Value.Int(number);
    for (Value other :
        List.of(
            whole,
            new Value.Bool(number.signum() != 0),
            new Value.Real(asFloat),
            new Value.Real(-asFloat))) {
      boolean equal =
          switch (other) {
            case Value.Bool _ -> number.signum() == 0 || number.equals(BigInteger.ONE);
            case Value.Real(double f) -> exact && f == asFloat;
            default -> true;
          };
      if (equal && items.containsKey(other)) {
        return other;
      }
    }
    return key;
  }
}
