package dev.sosia.cli.prepare;

import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.jr.ob.JSON;

/// `DATA/prepare.json`: what a folder was made from, so that the same command goes on with it and
/// another one does not mix two data sets.
///
/// @param settings what the result depends on
/// @param entries names in the folder that belong to the data set
record PreparedRecord(Path folder, Map<String, Object> settings, List<String> entries) {
  private static final String NAME = "prepare.json";

  /// Makes the folder ready: new, or with what the same settings made before.
  ///
  /// @param overwrite whether a data set that was made from other settings is deleted first
  /// @throws InputException if the folder holds anything else
  void begin(boolean overwrite) throws IOException {
    Path file = folder.resolve(NAME);
    if (Files.exists(file)) {
      Map<String, Object> before = read(file);
      if (!asText(before.get("settings")).equals(asText(settings))) {
        if (!overwrite) {
          throw new InputException(
              "%s was prepared from %s: choose another --out, or say --overwrite"
                  .formatted(folder, describe(before)));
        }
        delete(before, file);
      }
    } else if (Files.exists(folder) && !isEmpty()) {
      throw new InputException(
          "%s is not empty and was not made by prepare: choose another --out".formatted(folder));
    }
    Files.createDirectories(folder);
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("settings", settings);
    record.put("entries", entries);
    AtomicFile.writeString(
        file, JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(record) + "\n");
  }

  private static Map<String, Object> read(Path file) throws IOException {
    try {
      return JSON.std.mapFrom(Files.readString(file));
    } catch (RuntimeException e) {
      throw new InputException(file + " is damaged: delete it and what it describes", e);
    }
  }

  private static String describe(Map<String, Object> record) {
    Object input = record.get("settings") instanceof Map<?, ?> map ? map.get("input") : null;
    return Objects.toString(input, "something else");
  }

  private static String asText(@Nullable Object settings) {
    List<String> lines = new ArrayList<>();
    if (settings instanceof Map<?, ?> map) {
      map.forEach((key, value) -> lines.add(key + "=" + value));
    }
    lines.sort(null);
    return String.join("\n", lines);
  }

  private void delete(Map<String, Object> before, Path record) throws IOException {
    if (before.get("entries") instanceof List<?> names) {
      for (Object name : names) {
        Path entry = folder.resolve(String.valueOf(name)).normalize();
        if (folder.normalize().equals(entry.getParent()) && Files.exists(entry)) {
          deleteAll(entry);
        }
      }
    }
    Files.delete(record);
  }

  /// Files before their folders; symbolic links are deleted, not followed.
  private static void deleteAll(Path entry) throws IOException {
    List<Path> found;
    try (Stream<Path> walk = Files.walk(entry)) {
      found = walk.toList();
    }
    for (Path path : found.reversed()) {
      Files.delete(path);
    }
  }

  private boolean isEmpty() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    } catch (IOException e) {
      throw new EnvironmentException(folder + " cannot be read: " + e.getMessage(), e);
    }
  }
}
