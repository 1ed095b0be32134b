package dev.sosia.benchmarks;

import dev.sosia.engine.error.EnvironmentException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A process with a [Contestant] in it, seen from outside.
public final class Worker implements AutoCloseable {
  private static final int SECONDS_TO_END = 10;

  private final String name;
  private final Path errors;
  private final Process process;
  private final BufferedReader in;
  private final BufferedWriter out;
  private final Map<String, String> facts = new HashMap<>();
  private final long coldNanoseconds;

  /// Starts `main` of the class path in a JVM like this one and waits until it is ready.
  ///
  /// @param name for messages
  /// @param folder where its standard error is kept: `NAME.log`
  /// @throws EnvironmentException if it ends instead, with what it said last
  public Worker(String name, List<Path> classPath, String main, List<String> arguments, Path folder)
      throws IOException {
    this.name = name;
    this.errors = folder.resolve(name + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:-UsePerfData");
    command.add("-Djava.awt.headless=true");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-cp");
    command.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add(main);
    command.addAll(arguments);
    long start = System.nanoTime();
    this.process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    this.in = process.inputReader(StandardCharsets.UTF_8);
    this.out = process.outputWriter(StandardCharsets.UTF_8);
    try {
      for (String line = answer(); !line.equals("ready"); line = answer()) {
        String[] words = line.split(" ", 3);
        facts.put(words[1], words[2]);
      }
    } catch (IOException | RuntimeException e) {
      process.destroy();
      throw e;
    }
    this.coldNanoseconds = System.nanoTime() - start;
  }

  /// What the contestant told of itself.
  public Map<String, String> facts() {
    return Collections.unmodifiableMap(facts);
  }

  /// From the start of the process until its first outputs were written.
  public long coldNanoseconds() {
    return coldNanoseconds;
  }

  /// What one repetition took, in nanoseconds: by the clock, and of the calling thread's processor
  /// time. Where one thread computes the second is all of the work, and says more on a machine that
  /// others use too.
  public record Repetition(long clock, long processor) {
    static Repetition parse(String pair) {
      int colon = pair.indexOf(':');
      return new Repetition(
          Long.parseLong(pair.substring(0, colon)), Long.parseLong(pair.substring(colon + 1)));
    }
  }

  /// Lets it compute for about this long, once at least.
  public List<Repetition> run(long nanoseconds) throws IOException {
    tell("run " + nanoseconds);
    return Stream.of(answer().split(" ")).skip(1).map(Repetition::parse).toList();
  }

  /// Ends it.
  ///
  /// @return the most bytes it ever held in memory, -1 if it cannot tell
  public long end() throws IOException {
    tell("end");
    return Long.parseLong(answer().substring("memory ".length()));
  }

  private void tell(String line) throws IOException {
    out.write(line);
    out.newLine();
    out.flush();
  }

  private String answer() throws IOException {
    String line = in.readLine();
    if (line == null) {
      throw new EnvironmentException(name + " ended: " + lastWords() + " (see " + errors + ")");
    }
    return line;
  }

  private String lastWords() throws IOException {
    return Files.readAllLines(errors).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("\tat "))
        .findFirst()
        .orElse("it said nothing");
  }

  @Override
  public void close() {
    try {
      out.close();
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
