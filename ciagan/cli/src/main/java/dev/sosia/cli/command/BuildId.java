package dev.sosia.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.io.Sha256;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/// Which code this is: a hash of everything on the class path that is this project's, so that what
/// was computed by other code can be told from what this code computes. The same sources, compiled
/// alike, give the same; versions do not change with every commit.
///
/// A jar tells the checksums of its files without being read, so that this takes milliseconds.
public final class BuildId {
  /// Every jar and folder of this project has this folder.
  private static final String ROOT = "dev/sosia";

  private static final int LENGTH = 16;

  private BuildId() {}

  /// 16 hexadecimal digits.
  ///
  /// @throws EnvironmentException if the class path cannot be read
  public static String read() {
    return of(BuildId.class.getClassLoader());
  }

  /// The same of what a class loader finds.
  static String of(ClassLoader loader) {
    TreeSet<String> lines = new TreeSet<>();
    try {
      List<URL> roots = new ArrayList<>();
      Collections.list(loader.getResources(ROOT)).forEach(roots::add);
      for (URL root : roots) {
        lines.addAll(
            root.openConnection() instanceof JarURLConnection jar
                ? ofJar(Path.of(jar.getJarFileURL().toURI()))
                : ofFolder(Path.of(URI.create(root.toString()))));
      }
    } catch (IOException | URISyntaxException e) {
      throw new EnvironmentException("cannot read the class path: " + e.getMessage(), e);
    }
    return Sha256.hex(String.join("\n", lines).getBytes(UTF_8)).substring(0, LENGTH);
  }

  private static List<String> ofJar(Path file) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      return jar.stream()
          .filter(e -> !e.isDirectory() && e.getName().startsWith(ROOT))
          .map(e -> e.getName() + " " + e.getCrc())
          .toList();
    }
  }

  private static List<String> ofFolder(Path root) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        CRC32 crc = new CRC32();
        crc.update(Files.readAllBytes(file));
        lines.add(ROOT + "/" + root.relativize(file) + " " + crc.getValue());
      }
    }
    return lines;
  }
}
