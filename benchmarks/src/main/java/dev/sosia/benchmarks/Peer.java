package dev.sosia.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A program that is compared with: a module of its own below `benchmarks`, so that what it depends
/// on is downloaded by those who compare and by nobody else.
///
/// @param name as in results: `onnxruntime`
/// @param main its class that serves a [Contestant]
/// @param classPath its jars; empty if it is missing
/// @param missing why it is missing; empty if it is not
public record Peer(String name, String main, List<Path> classPath, String missing) {
  private static final String MODULES = "benchmarks";
  private static final int BUILD_MINUTES = 15;

  /// A peer that is not here.
  public static Peer missing(String name, String reason) {
    return new Peer(name, "", List.of(), reason);
  }

  public boolean isMissing() {
    return !missing.isEmpty();
  }

  /// The peer of module `benchmarks/NAME`, built with Maven when its sources are newer than what
  /// was built, or nothing was.
  ///
  /// @param root the clone's folder
  /// @param announce is told, in a sentence, that a build begins
  public static Peer build(Path root, String name, String main, Consumer<String> announce)
      throws IOException {
    Path module = root.resolve(MODULES).resolve(name);
    Path jars = module.resolve("target").resolve("peer");
    if (!Files.isRegularFile(module.resolve("pom.xml"))) {
      return missing(name, "there is no " + module + ": run the launcher of a clone");
    }
    if (!isFresh(root, module, jars)) {
      Path log = root.resolve(".build").resolve("peer-" + name + ".log");
      announce.accept(
          "building the peer " + name + ", downloading it once (progress in " + log + ")");
      Files.createDirectories(log.getParent());
      String failure = maven(root, name, log);
      if (!failure.isEmpty()) {
        return missing(name, failure + " (see " + log + ")");
      }
    }
    try (Stream<Path> files = Files.list(jars)) {
      return new Peer(name, main, files.filter(f -> f.toString().endsWith(".jar")).toList(), "");
    }
  }

  /// Whether the jars are newer than what they are made of.
  private static boolean isFresh(Path root, Path module, Path jars) throws IOException {
    if (!Files.isDirectory(jars)) {
      return false;
    }
    FileTime built = Files.getLastModifiedTime(jars);
    List<Path> sources =
        new ArrayList<>(List.of(root.resolve("pom.xml"), module.resolve("pom.xml")));
    for (Path tree : List.of(module.resolve("src"), root.resolve(MODULES).resolve("src/main"))) {
      try (Stream<Path> files = Files.walk(tree)) {
        files.forEach(sources::add);
      }
    }
    return sources.stream().allMatch(f -> modified(f).compareTo(built) <= 0);
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Builds module `benchmarks/NAME`; what went wrong, empty if nothing did.
  private static String maven(Path root, String name, Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "mvn",
            "-B",
            "-Dstyle.color=never",
            "-DskipTests",
            "-Dsosia.tests.compile.skip=true",
            "-Ppeers",
            "-pl",
            MODULES + "/" + name,
            "-am",
            "package");
    builder.directory(root.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("JAVA25_HOME", System.getProperty("java.home"));
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(BUILD_MINUTES, TimeUnit.MINUTES)) {
        process.destroy();
        return "its build took more than " + BUILD_MINUTES + " minutes";
      }
      return process.exitValue() == 0 ? "" : "its build failed: " + firstError(log);
    } catch (IOException e) {
      return "Maven (mvn) is needed to build it and cannot be started: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "its build was interrupted";
    }
  }

  private static String firstError(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .filter(line -> line.startsWith("[ERROR] "))
          .map(line -> line.substring("[ERROR] ".length()))
          .findFirst()
          .orElse("Maven said no reason");
    }
  }
}
