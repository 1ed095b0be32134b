package dev.sosia.trainer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.io.WriteFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SequencedMap;

/// `metrics.jsonl`: a JSON object a line, a line a step, beginning with `"step"`. Each line is with
/// the operating system when [#append] returns.
final class MetricsLog implements AutoCloseable {
  private final Path file;
  private final FileChannel out;

  private MetricsLog(Path file, FileChannel out) {
    this.file = file;
    this.out = out;
  }

  /// Opens `file` to go on after `step`: lines of later steps, and what comes after the first line
  /// that is no such line, are cut off.
  static MetricsLog open(Path file, long step) {
    try {
      long length = Files.exists(file) ? lengthUpTo(file, step) : 0;
      FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      out.truncate(length).position(length);
      return new MetricsLog(file, out);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  private static long lengthUpTo(Path file, long step) throws IOException {
    long length = 0;
    // Latin-1 has a character a byte, and steps are digits in any encoding that JSON may have
    try (BufferedReader in = Files.newBufferedReader(file, ISO_8859_1)) {
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c >= 0; c = in.read()) {
        line.append((char) c);
        if (c == '\n') {
          if (!isOfStepUpTo(line.toString(), step)) {
            return length;
          }
          length += line.length();
          line.setLength(0);
        }
      }
    }
    return length; // a last line without an end is one that was being written
  }

  private static boolean isOfStepUpTo(String line, long step) {
    return Json.parse(line)
        .map(object -> object.get("step") instanceof Number n && n.longValue() <= step)
        .orElse(false);
  }

  /// Adds a line.
  ///
  /// @throws EnvironmentException if the machine refuses, for instance because the disk is full
  void append(SequencedMap<String, Object> line) {
    ByteBuffer bytes = ByteBuffer.wrap((Json.line(line) + "\n").getBytes(UTF_8));
    try {
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /// Waits until all lines are on the disk.
  void force() {
    try {
      out.force(true);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  private static EnvironmentException failure(Path file, IOException e) {
    Path folder = file.toAbsolutePath().getParent();
    return new EnvironmentException(
        "cannot write " + file + ": " + WriteFailure.reason(e, folder == null ? file : folder), e);
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw failure(file, e);
    }
  }
}
