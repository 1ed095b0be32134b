package dev.sosia.cli.verify.harness;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The fields of one JSON object of a manifest. Each is read by its name; what is missing, of
/// another type, or left over when [#done] is called is an error that names the file and the field.
public final class Fields {
  private final String where;
  private final Map<String, @Nullable Object> members;
  private final Set<String> read = new HashSet<>();

  private Fields(String where, Map<String, @Nullable Object> members) {
    this.where = where;
    this.members = members;
  }

  /// The fields of `node`, which must be a JSON object; `where` says whose they are.
  @SuppressWarnings("unchecked") // the keys of a JSON object are strings
  public static Fields of(String where, @Nullable Object node) {
    if (node instanceof Map<?, ?> map) {
      return new Fields(where, (Map<String, @Nullable Object>) map);
    }
    throw new ManifestException(where + ": expected an object, found " + node);
  }

  /// The names of all fields, in the file's order.
  public List<String> names() {
    return List.copyOf(members.keySet());
  }

  /// Whether the field is there, null or not.
  public boolean has(String name) {
    return members.containsKey(name);
  }

  /// Whether the field is there and not null.
  public boolean isSet(String name) {
    if (members.containsKey(name) && members.get(name) == null) {
      read.add(name);
    }
    return members.get(name) != null;
  }

  /// Whatever is in the field, which must be there.
  public @Nullable Object raw(String name) {
    if (!members.containsKey(name)) {
      throw new ManifestException(where + ": field '" + name + "' is missing");
    }
    read.add(name);
    return members.get(name);
  }

  /// Where the field is, for messages.
  public String at(String name) {
    return where + ": " + name;
  }

  public Fields object(String name) {
    return of(at(name), raw(name));
  }

  public String text(String name) {
    if (raw(name) instanceof String s) {
      return s;
    }
    throw error(name, "text");
  }

  public boolean flag(String name) {
    if (raw(name) instanceof Boolean b) {
      return b;
    }
    throw error(name, "true or false");
  }

  /// A number, or one of the strings `NaN`, `Infinity`, `-Infinity`.
  public double number(String name) {
    return number(at(name), raw(name));
  }

  /// A whole number.
  public long integer(String name) {
    return integer(at(name), raw(name));
  }

  /// A whole number of 32 bits.
  public int size(String name) {
    return size(at(name), raw(name));
  }

  public List<@Nullable Object> list(String name) {
    return list(at(name), raw(name));
  }

  /// A list of whole numbers of 32 bits.
  public int[] sizes(String name) {
    String place = at(name);
    return list(name).stream().mapToInt(x -> size(place, x)).toArray();
  }

  /// A list of numbers.
  public double[] numbers(String name) {
    String place = at(name);
    return list(name).stream().mapToDouble(x -> number(place, x)).toArray();
  }

  /// `[height, width]`, or one number for both.
  public int[] pair(String name) {
    if (raw(name) instanceof Number n) {
      return new int[] {size(at(name), n), size(at(name), n)};
    }
    int[] pair = sizes(name);
    if (pair.length == 2) {
      return pair;
    }
    throw error(name, "[height, width]");
  }

  /// These fields and, where one is missing, that of `base`. Those of `base` count as read.
  public Fields over(Fields base) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(base.members);
    all.putAll(members);
    Fields merged = new Fields(where, all);
    base.members.keySet().stream().filter(n -> !members.containsKey(n)).forEach(merged.read::add);
    return merged;
  }

  /// Fails if a field is there that was not read.
  public void done() {
    for (String name : members.keySet()) {
      if (!read.contains(name)) {
        throw new ManifestException(where + ": unknown field '" + name + "'");
      }
    }
  }

  /// An error about the field.
  public ManifestException error(String name, String expected) {
    return new ManifestException(
        at(name) + ": expected " + expected + ", found " + members.get(name));
  }

  /// `value` as a number, see [#number(String)]; `place` is for messages.
  public static double number(String place, @Nullable Object value) {
    return switch (value) {
      case Number n -> n.doubleValue();
      case String s when s.equals("NaN") -> Double.NaN;
      case String s when s.equals("Infinity") -> Double.POSITIVE_INFINITY;
      case String s when s.equals("-Infinity") -> Double.NEGATIVE_INFINITY;
      case null, default ->
          throw new ManifestException(place + ": expected a number, found " + value);
    };
  }

  /// `value` as a whole number of 64 bits.
  public static long integer(String place, @Nullable Object value) {
    try {
      return switch (value) {
        case Integer n -> n;
        case Long n -> n;
        case BigInteger n -> n.longValueExact();
        case Double n -> BigDecimal.valueOf(n).longValueExact();
        case null, default ->
            throw new ManifestException(place + ": expected a whole number, found " + value);
      };
    } catch (ArithmeticException | NumberFormatException e) {
      throw new ManifestException(
          place + ": expected a whole number of 64 bits, found " + value, e);
    }
  }

  private static int size(String place, @Nullable Object value) {
    long n = integer(place, value);
    if (n != (int) n) {
      throw new ManifestException(place + ": expected a number of 32 bits, found " + n);
    }
    return (int) n;
  }

  /// `value` as a list.
  public static List<@Nullable Object> list(String place, @Nullable Object value) {
    if (value instanceof List<?> items) {
      return new ArrayList<>(items);
    }
    throw new ManifestException(place + ": expected a list, found " + value);
  }
}
