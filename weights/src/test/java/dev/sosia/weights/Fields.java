package dev.sosia.weights;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Fields of a JSON object that must be there.
final class Fields {
  private Fields() {}

  static Object any(Map<?, ?> object, String key) {
    return Objects.requireNonNull(object.get(key), key);
  }

  static Map<?, ?> object(Map<?, ?> object, String key) {
    return (Map<?, ?>) any(object, key);
  }

  static List<?> list(Map<?, ?> object, String key) {
    return (List<?>) any(object, key);
  }

  static String text(Map<?, ?> object, String key) {
    return (String) any(object, key);
  }

  static long number(Map<?, ?> object, String key) {
    return ((Number) any(object, key)).longValue();
  }

  static List<Long> numbers(Map<?, ?> object, String key) {
    return list(object, key).stream().map(n -> ((Number) n).longValue()).toList();
  }
}
