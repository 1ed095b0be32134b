package dev.sosia.ciagan.anonymize;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.jr.ob.JSON;

/// `audit.jsonl`: one line for each picture, what became of it. It is written beside its place and
/// takes its name when it is closed, also when the run is interrupted: what was done is always on
/// record.
public final class AuditLog implements AutoCloseable {
  private final Path file;
  private final Path partial;
  private final BufferedWriter out;
  private final Thread onExit = new Thread(this::publish);
  private boolean published;

  /// One picture.
  ///
  /// @param output null where none was written
  /// @param sha256 of the output
  /// @param identity whose face was put there: `7`, or `3=0.5,7=0.5`; null where it is nobody's
  /// @param weightsSha256 null for a method without weights
  /// @param outcome `replaced` or `failed`
  /// @param reason why it failed, else empty
  public record Entry(
      String input,
      @Nullable String output,
      @Nullable String sha256,
      @Nullable String identity,
      String method,
      @Nullable String weightsSha256,
      long seed,
      String outcome,
      String reason,
      double milliseconds) {}

  /// Begins a log in `folder`.
  public AuditLog(Path folder) throws IOException {
    file = folder.resolve("audit.jsonl");
    partial = folder.resolve(".audit.jsonl.part");
    out = Files.newBufferedWriter(partial, StandardCharsets.UTF_8);
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  /// Adds a line and hands it to the system.
  public synchronized void add(Entry e) throws IOException {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("input", e.input());
    line.put("output", e.output());
    line.put("sha256", e.sha256());
    line.put("identity", e.identity());
    line.put("method", e.method());
    line.put("weights_sha256", e.weightsSha256());
    line.put("seed", e.seed());
    line.put("outcome", e.outcome());
    line.put("reason", e.reason());
    line.put("milliseconds", e.milliseconds());
    out.write(JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES).asString(line));
    out.write('\n');
    out.flush();
  }

  private synchronized void publish() {
    if (!published) {
      published = true;
      try {
        out.close();
        Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    publish();
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException alreadyExiting) {
      // the hook is what runs now, and finds the log published
    }
  }
}
