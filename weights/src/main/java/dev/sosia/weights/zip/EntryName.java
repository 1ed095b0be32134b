package dev.sosia.weights.zip;

import dev.sosia.weights.bytes.MalformedException;
import dev.sosia.weights.bytes.Quote;
import dev.sosia.weights.bytes.Utf8;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Names of entries. Nothing is ever unpacked to the disk here, but a name that would climb out of
/// a folder is no honest one, and others might unpack what this project wrote.
final class EntryName {
  private static final Set<String> NOT_A_NAME = Set.of("", ".", "..");

  private EntryName() {}

  /// The name these bytes spell.
  ///
  /// @throws MalformedException if it is not UTF-8 or not a relative path of plain names
  static String checked(byte[] bytes) {
    @Nullable String name = Utf8.decode(bytes);
    if (name == null) {
      throw new MalformedException("holds a zip entry whose name is not UTF-8");
    }
    return checked(name);
  }

  static String checked(String name) {
    boolean plain = name.indexOf('\0') < 0 && name.indexOf('\\') < 0 && name.indexOf(':') < 0;
    String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    for (String part : path.split("/", -1)) {
      plain &= !NOT_A_NAME.contains(part);
    }
    if (!plain) {
      throw new MalformedException(
          "holds the zip entry " + Quote.of(name) + ", whose name is not a plain relative path");
    }
    return name;
  }
}
