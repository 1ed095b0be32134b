package dev.sosia.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/// What the build recorded about itself.
///
/// @param version this project's version
/// @param libraries the libraries the command line is built on, name to version, sorted by name
public record BuildInfo(String version, Map<String, String> libraries) {
  private static final String RESOURCE = "build.properties";
  private static final String LIBRARY = "library.";

  /// Reads the record that the build left beside this class.
  public static BuildInfo read() {
    Properties properties = new Properties();
    try (InputStream in = BuildInfo.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not beside " + BuildInfo.class.getName());
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> libraries = new TreeMap<>();
    for (String key : properties.stringPropertyNames()) {
      if (key.startsWith(LIBRARY)) {
        libraries.put(key.substring(LIBRARY.length()), properties.getProperty(key));
      }
    }
    return new BuildInfo(properties.getProperty("version", "unknown"), libraries);
  }
}
