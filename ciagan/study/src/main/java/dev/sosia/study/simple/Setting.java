package dev.sosia.study.simple;

import dev.sosia.engine.error.InputException;

/// What stands behind a method's name: `blocks=8`, or nothing.
record Setting(String method, String text) {

  void none() {
    if (!text.isEmpty()) {
      throw new InputException("method %s has no setting '%s'".formatted(method, text));
    }
  }

  int whole(String key, int usual) {
    String value = value(key);
    try {
      return value.isEmpty() ? usual : Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new InputException(
          "method %s: %s is a whole number, not '%s'".formatted(method, key, value), e);
    }
  }

  double share(String key, double usual) {
    String value = value(key);
    try {
      return value.isEmpty() ? usual : Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new InputException(
          "method %s: %s is a number, not '%s'".formatted(method, key, value), e);
    }
  }

  private String value(String key) {
    if (text.isEmpty()) {
      return "";
    }
    if (!text.startsWith(key + "=") || text.length() == key.length() + 1) {
      throw new InputException(
          "method %s has one setting, %s=..., not '%s'".formatted(method, key, text));
    }
    return text.substring(key.length() + 1);
  }
}
