package dev.sosia.cli.network;

import dev.sosia.engine.error.InputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeSet;

/// How a network is to be built: `img_size=128,identities=1200`. Values that were not given come
/// from the weights or from the published network.
public final class NetworkConfig {
  private final SequencedMap<String, String> values;

  private NetworkConfig(SequencedMap<String, String> values) {
    this.values = values;
  }

  /// A configuration of these values; keys are checked when a network reads them.
  public static NetworkConfig of(Map<String, String> values) {
    return new NetworkConfig(new LinkedHashMap<>(values));
  }

  /// Reads `key=value,key=value`.
  public static NetworkConfig parse(String text) {
    SequencedMap<String, String> values = new LinkedHashMap<>();
    for (String pair : text.isBlank() ? new String[0] : text.split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new InputException("--config takes key=value,key=value: " + pair + " is none");
      }
      values.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
    }
    return new NetworkConfig(values);
  }

  /// These values where none was given.
  NetworkConfig withDefaults(NetworkConfig defaults) {
    SequencedMap<String, String> all = new LinkedHashMap<>(defaults.values);
    all.putAll(values);
    return new NetworkConfig(all);
  }

  /// Fails if there is a key the network does not know.
  void allow(String network, String... keys) {
    List<String> unknown = new ArrayList<>(values.keySet());
    unknown.removeAll(List.of(keys));
    if (!unknown.isEmpty()) {
      throw new InputException(
          network
              + " has no setting "
              + unknown.getFirst()
              + ": it knows "
              + String.join(", ", new TreeSet<>(List.of(keys))));
    }
  }

  int integer(String key, int otherwise) {
    String v = values.get(key);
    if (v == null) {
      return otherwise;
    }
    try {
      return Integer.parseInt(v);
    } catch (NumberFormatException e) {
      throw new InputException(key + " is a whole number, not " + v, e);
    }
  }

  /// A number that has no sensible default.
  int integer(String network, String key, String where) {
    if (!values.containsKey(key)) {
      throw new InputException(network + ": say --config " + key + "=N, " + where);
    }
    return integer(key, 0);
  }

  double number(String key, double otherwise) {
    String v = values.get(key);
    if (v == null) {
      return otherwise;
    }
    try {
      return Double.parseDouble(v);
    } catch (NumberFormatException e) {
      throw new InputException(key + " is a number, not " + v, e);
    }
  }

  boolean flag(String key) {
    String v = values.getOrDefault(key, "false");
    if (!v.equals("true") && !v.equals("false")) {
      throw new InputException(key + " is true or false, not " + v);
    }
    return v.equals("true");
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
