package dev.sosia.cli;

import dev.sosia.cli.command.Console;
import dev.sosia.cli.command.ExitCode;
import dev.sosia.cli.command.Printable;
import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Turns whatever a command threw into one sentence on standard error and an exit code.
final class Failures {
  private final Console console;
  private final CrashFile crashes;

  Failures(Console console, CrashFile crashes) {
    this.console = console;
    this.crashes = crashes;
  }

  /// Reports `failure` of `command`, with its stack trace if `debug`.
  ///
  /// @return the exit code
  int report(String command, Throwable failure, boolean debug) {
    Verdict verdict =
        switch (failure) {
          case InputException e -> new Verdict(ExitCode.USAGE, String.valueOf(e.getMessage()));
          case EnvironmentException e ->
              new Verdict(ExitCode.ENVIRONMENT, String.valueOf(e.getMessage()));
          case UncheckedIOException e -> ofFile(Objects.requireNonNull(e.getCause()));
          case IOException e -> ofFile(e);
          case OutOfMemoryError e -> ofMemory(e);
          default -> ofDefect(command, failure);
        };
    console.err().println(command + ": " + printable(verdict.sentence));
    if (debug) {
      failure.printStackTrace(console.err());
    }
    return verdict.exitCode;
  }

  private static String printable(String sentence) {
    return sentence.lines().map(Printable::of).collect(Collectors.joining(System.lineSeparator()));
  }

  private static Verdict ofFile(IOException failure) {
    return switch (failure) {
      case NoSuchFileException e ->
          new Verdict(ExitCode.USAGE, "no such file or folder: " + e.getFile());
      case NotDirectoryException e -> new Verdict(ExitCode.USAGE, "not a folder: " + e.getFile());
      case AccessDeniedException e ->
          new Verdict(
              ExitCode.ENVIRONMENT, "no permission for " + e.getFile() + ": see its access rights");
      case FileSystemException e ->
          new Verdict(ExitCode.ENVIRONMENT, e.getFile() + ": " + reason(e, e.getReason()));
      default ->
          new Verdict(ExitCode.ENVIRONMENT, "reading or writing failed: " + reason(failure, null));
    };
  }

  private static String reason(IOException e, @Nullable String reason) {
    String why = reason == null ? String.valueOf(e.getMessage()) : reason;
    return why.equals("No space left on device") ? "no space left on the disk" : why;
  }

  private static Verdict ofMemory(OutOfMemoryError e) {
    long megabytes = Runtime.getRuntime().maxMemory() >> 20;
    return new Verdict(
        ExitCode.ENVIRONMENT,
        "out of memory ("
            + e.getMessage()
            + ") with a heap of "
            + megabytes
            + " MB: take a smaller batch, or more heap by SOSIA_JAVA_OPTS=-Xmx"
            + 2 * megabytes
            + "m");
  }

  private Verdict ofDefect(String command, Throwable failure) {
    Path trace = crashes.write(failure);
    return new Verdict(
        ExitCode.DEFECT,
        "a defect in this program ("
            + failure.getClass().getSimpleName()
            + "): please report what you did with "
            + command
            + ", and attach "
            + trace);
  }

  private record Verdict(int exitCode, String sentence) {}
}
