package dev.sosia.study.experiment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.jr.ob.JSON;

/// JSON objects as maps that keep their order: equal maps give equal bytes.
public final class StudyJson {
  private static final JSON PRETTY =
      JSON.std
          .with(JSON.Feature.PRETTY_PRINT_OUTPUT)
          .with(JSON.Feature.WRITE_NULL_PROPERTIES)
          .with(JSON.Feature.FAIL_ON_UNKNOWN_TYPE_WRITE)
          .with(JSON.Feature.FAIL_ON_DUPLICATE_MAP_KEYS);

  private StudyJson() {}

  /// Indented, with a line end.
  public static String pretty(Map<String, ?> object) {
    return PRETTY.asString(object) + "\n";
  }

  /// The object in `text`, or nothing if it is no JSON object.
  static Optional<SequencedMap<String, Object>> parse(String text) {
    try {
      return Optional.of(new LinkedHashMap<>(PRETTY.mapFrom(text)));
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }
}
