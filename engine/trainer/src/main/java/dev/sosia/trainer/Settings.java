package dev.sosia.trainer;

import dev.sosia.engine.error.InputException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The settings of a run, compared name by name: what is inside of an object is `outer.inner`.
final class Settings {
  private Settings() {}

  /// Settings and plan as they are read again from a file.
  ///
  /// @throws InputException if a setting has the name of one of the plan's
  static SequencedMap<String, Object> normalised(Map<String, ?> settings, Plan plan) {
    SequencedMap<String, Object> all = new LinkedHashMap<>(settings);
    plan.settings()
        .forEach(
            (name, value) -> {
              if (all.put(name, value) != null) {
                throw new InputException("the setting " + name + " is one of the plan's");
              }
            });
    return Json.parse(Json.line(all)).orElseThrow();
  }

  /// The settings that are not the plan's.
  static SequencedMap<String, Object> withoutPlan(Map<String, Object> all) {
    SequencedMap<String, Object> settings = new LinkedHashMap<>(all);
    settings.keySet().removeAll(Plan.of(0).settings().keySet());
    return settings;
  }

  /// The settings that differ, with both values; those of the plan may.
  static List<String> changed(Map<String, Object> before, Map<String, Object> now) {
    Map<String, @Nullable Object> was = flat("", withoutPlan(before));
    Map<String, @Nullable Object> is = flat("", withoutPlan(now));
    Set<String> names = new LinkedHashSet<>(was.keySet());
    names.addAll(is.keySet());
    List<String> changed = new ArrayList<>();
    for (String name : names) {
      if (!was.containsKey(name)) {
        changed.add(name + " was not set, now it is " + is.get(name));
      } else if (!is.containsKey(name)) {
        changed.add(name + " was " + was.get(name) + ", now it is not set");
      } else if (!same(was.get(name), is.get(name))) {
        changed.add(name + " was " + was.get(name) + ", now it is " + is.get(name));
      }
    }
    return changed;
  }

  private static Map<String, @Nullable Object> flat(String prefix, Map<?, ?> object) {
    Map<String, @Nullable Object> flat = new LinkedHashMap<>();
    object.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?> inner && !inner.isEmpty()) {
            flat.putAll(flat(prefix + key + ".", inner));
          } else {
            flat.put(prefix + key, value);
          }
        });
    return flat;
  }

  /// Numbers are the same if their values are: 1 and 1.0.
  private static boolean same(@Nullable Object a, @Nullable Object b) {
    return switch (a) {
      case Number x when b instanceof Number y ->
          new BigDecimal(x.toString()).compareTo(new BigDecimal(y.toString())) == 0;
      case List<?> x when b instanceof List<?> y -> sameItems(x, y);
      case null, default -> Objects.equals(a, b);
    };
  }

  private static boolean sameItems(List<?> a, List<?> b) {
    boolean same = a.size() == b.size();
    for (int i = 0; same && i < a.size(); i++) {
      same = same(a.get(i), b.get(i));
    }
    return same;
  }
}
