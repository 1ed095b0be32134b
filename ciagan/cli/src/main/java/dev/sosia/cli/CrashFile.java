package dev.sosia.cli;

import dev.sosia.cli.command.BuildInfo;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/// Keeps what a report of a defect needs: version, machine, command line, stack trace. It holds no
/// picture and no environment variable.
final class CrashFile {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

  private final List<Path> folders;
  private final List<String> arguments;

  /// @param folders where to write, the first that works
  /// @param arguments the command line
  CrashFile(List<Path> folders, List<String> arguments) {
    this.folders = folders;
    this.arguments = arguments;
  }

  /// The folders of this machine: `$XDG_STATE_HOME/sosia`, else the one for temporary files.
  static List<Path> defaultFolders(Map<String, String> environment) {
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    Path home = Path.of(System.getProperty("user.home", "."));
    Path base = state.isEmpty() ? home.resolve(".local").resolve("state") : Path.of(state);
    return List.of(base.resolve("sosia"), Path.of(System.getProperty("java.io.tmpdir", ".")));
  }

  /// Writes the trace of `failure`.
  ///
  /// @return the file; if no folder can be written to, the last one that was tried
  Path write(Throwable failure) {
    String name = "defect-" + TIME.format(Instant.now()) + "-" + ProcessHandle.current().pid();
    Path file = Path.of(name + ".txt");
    for (Path folder : folders) {
      file = folder.resolve(name + ".txt").toAbsolutePath();
      try {
        Files.createDirectories(folder);
        Files.writeString(file, text(failure));
        return file;
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }
    return file;
  }

  private String text(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return """
    sosia %s
    java %s on %s %s
    arguments %s

    %s\
    """
        .formatted(
            BuildInfo.read().version(),
            Runtime.version(),
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            arguments,
            trace);
  }
}
