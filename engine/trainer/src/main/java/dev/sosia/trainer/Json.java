package dev.sosia.trainer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.jr.ob.JSON;

/// JSON objects as maps that keep their order.
final class Json {
  private static final JSON LINE =
      JSON.std
          .with(JSON.Feature.FAIL_ON_UNKNOWN_TYPE_WRITE)
          .with(JSON.Feature.WRITE_NULL_PROPERTIES)
          .with(JSON.Feature.FAIL_ON_DUPLICATE_MAP_KEYS);
  private static final JSON PRETTY = LINE.with(JSON.Feature.PRETTY_PRINT_OUTPUT);

  private Json() {}

  /// On one line, without a line end.
  static String line(Map<String, ?> object) {
    return LINE.asString(object);
  }

  /// Indented, with a line end.
  static String pretty(Map<String, ?> object) {
    return PRETTY.asString(object) + "\n";
  }

  /// The object in `text`, or nothing if it is no JSON object.
  static Optional<SequencedMap<String, Object>> parse(String text) {
    try {
      return Optional.of(new LinkedHashMap<>(LINE.mapFrom(text)));
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }
}
