package dev.sosia.trainer;

import dev.sosia.engine.error.InputException;
import dev.sosia.engine.error.Nearest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/// A record of numbers, switches and choices as settings by name: component `learningRate` is
/// `learning_rate`, constants of an enum are written small.
public final class RecordSettings {
  private RecordSettings() {}

  /// All settings in the record's order, of JSON's types.
  public static SequencedMap<String, Object> of(Record settings) {
    SequencedMap<String, Object> all = new LinkedHashMap<>();
    for (RecordComponent c : settings.getClass().getRecordComponents()) {
      Object value = value(settings, c);
      all.put(name(c), value instanceof Enum<?> choice ? word(choice) : value);
    }
    return all;
  }

  /// The same settings but for `changes`.
  ///
  /// @param changes by name: text as from a command line, or values of JSON's types
  /// @throws InputException naming a setting that there is not, or one whose value is of the wrong
  ///   kind; or what the record itself refuses
  public static <R extends Record> R with(R settings, Map<String, ?> changes) {
    RecordComponent[] components = settings.getClass().getRecordComponents();
    List<String> names = Arrays.stream(components).map(RecordSettings::name).toList();
    for (String name : changes.keySet()) {
      if (!names.contains(name)) {
        throw new InputException(
            "there is no setting '"
                + name
                + "'"
                + Nearest.to(name, names)
                    .map(n -> ", did you mean '" + n + "'?")
                    .orElse(": there are " + String.join(", ", names)));
      }
    }
    List<Object> values = new ArrayList<>();
    for (RecordComponent c : components) {
      Object change = changes.get(name(c));
      values.add(change == null ? value(settings, c) : read(name(c), c.getType(), change));
    }
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      @SuppressWarnings("unchecked") // the canonical constructor of R's class
      R changed =
          (R) settings.getClass().getDeclaredConstructor(types).newInstance(values.toArray());
      return changed;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof InputException refused) {
        throw refused;
      }
      throw new IllegalStateException(settings.getClass().getName(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(settings.getClass().getName(), e);
    }
  }

  private static Object value(Record settings, RecordComponent c) {
    try {
      return c.getAccessor().invoke(settings);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(c.toString(), e);
    }
  }

  private static String name(RecordComponent c) {
    return c.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  private static Object read(String name, Class<?> type, Object value) {
    String text = value.toString().strip();
    if (type == int.class) {
      return whole(name, text);
    }
    if (type == double.class) {
      return number(name, text);
    }
    if (type == boolean.class) {
      if (!text.equals("true") && !text.equals("false")) {
        throw new InputException(name + " is true or false, not '" + text + "'");
      }
      return text.equals("true");
    }
    Object[] choices = type.getEnumConstants();
    if (choices == null) {
      throw new IllegalStateException("settings of type " + type + " are not foreseen");
    }
    List<String> words = Arrays.stream(choices).map(c -> word((Enum<?>) c)).toList();
    int at = words.indexOf(text.toLowerCase(Locale.ROOT));
    if (at < 0) {
      throw new InputException(
          name + " is one of " + String.join(", ", words) + ", not '" + text + "'");
    }
    return choices[at];
  }

  private static int whole(String name, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new InputException(name + " is a whole number, not '" + text + "'", e);
    }
  }

  private static double number(String name, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new InputException(name + " is a number, not '" + text + "'", e);
    }
  }
}
