package dev.sosia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sosia.cli.command.Console;
import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {
  private static final String COMMAND = "sosia forward";

  @TempDir Path folder;

  static Stream<Arguments> expected() {
    return Stream.of(
        Arguments.of(new InputException("a.pth: not a checkpoint"), 2, "a.pth: not a checkpoint"),
        Arguments.of(new EnvironmentException("no GPU; use cpu"), 3, "no GPU; use cpu"),
        Arguments.of(new NoSuchFileException("in.png"), 2, "no such file or folder: in.png"),
        Arguments.of(new AccessDeniedException("out"), 3, "no permission for out"),
        Arguments.of(
            new FileSystemException("out", null, "No space left on device"),
            3,
            "out: no space left on the disk"),
        Arguments.of(
            new UncheckedIOException(new NoSuchFileException("x")), 2, "no such file or folder: x"),
        Arguments.of(new IOException("stream closed"), 3, "reading or writing failed"),
        Arguments.of(new OutOfMemoryError("Java heap space"), 3, "SOSIA_JAVA_OPTS=-Xmx"),
        Arguments.of(new IllegalStateException("surprise"), 70, "please report"),
        Arguments.of(new StackOverflowError(), 70, "please report"),
        Arguments.of(new AssertionError("odd"), 70, "please report"));
  }

  @ParameterizedTest
  @MethodSource("expected")
  void everyFailureIsOneSentenceAndAnExitCode(Throwable failure, int code, String words) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    assertThat(failures(err, List.of(folder)).report(COMMAND, failure, false)).isEqualTo(code);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith(COMMAND + ": ")
        .contains(words)
        .hasLineCount(1);
  }

  @Test
  void debugShowsTheStackTrace() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    failures(err, List.of(folder)).report(COMMAND, new InputException("bad"), true);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains(InputException.class.getName(), "at dev.sosia.cli.FailuresTest");
  }

  @Test
  void defectLeavesItsTraceInTheNamedFile() throws IOException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Path state = folder.resolve("state");
    failures(err, List.of(state)).report(COMMAND, new IllegalStateException("surprise"), false);
    List<Path> files;
    try (Stream<Path> list = Files.list(state)) {
      files = list.toList();
    }
    assertThat(files).hasSize(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(files.getFirst().toString());
    assertThat(files.getFirst())
        .content()
        .contains("IllegalStateException: surprise", "arguments [forward, x y]", "java 25");
  }

  @Test
  void defectTraceGoesElsewhereIfTheFirstFolderCannotBeMade() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Path second = folder.resolve("second");
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    failures(err, List.of(file.resolve("sub"), second))
        .report(COMMAND, new IllegalStateException("surprise"), false);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(second.toString());
    assertThat(second).isNotEmptyDirectory();
  }

  private static Failures failures(ByteArrayOutputStream err, List<Path> crashFolders) {
    Console console = new Console(new ByteArrayOutputStream(), err, "", Map.of());
    return new Failures(console, new CrashFile(crashFolders, List.of("forward", "x y")));
  }
}
