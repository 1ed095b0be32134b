package dev.sosia.cli.bench;

import dev.sosia.cli.command.BuildInfo;
import dev.sosia.cli.doctor.Cpu;
import dev.sosia.engine.backend.Peaks;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Where and with what numbers were measured: without that they mean nothing.
final class Machine {
  private Machine() {}

  /// The JSON object `machine`.
  ///
  /// @param peaks by number of threads
  static Map<String, Object> fields(@Nullable Path root, SequencedMap<Integer, Peaks> peaks) {
    Cpu cpu = Cpu.detect();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", cpu.name());
    fields.put("isa", cpu.isa());
    fields.put("cores", cpu.cores());
    fields.put("java", Runtime.version().toString());
    fields.put("version", BuildInfo.read().version());
    fields.put("commit", root == null ? "unknown" : commit(root));
    fields.put("date", LocalDate.now(ZoneOffset.UTC).toString());
    List<Map<String, Object>> measured = new ArrayList<>();
    peaks.forEach(
        (threads, peak) -> {
          Map<String, Object> one = new LinkedHashMap<>();
          one.put("threads", threads);
          one.put("gflops", peak.operations() / 1e9);
          one.put("gigabytes_per_second", peak.bytes() / 1e9);
          measured.add(one);
        });
    fields.put("peaks", measured);
    return fields;
  }

  /// The commit that is checked out, `+` behind it if files differ from it.
  private static String commit(Path root) {
    String commit = git(root, "rev-parse", "HEAD");
    return commit.isEmpty()
        ? "unknown"
        : git(root, "status", "--porcelain").isEmpty() ? commit : commit + "+";
  }

  private static String git(Path root, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-C", root.toString()));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
        String line = reader.readLine();
        return line == null ? "" : line.strip();
      }
    } catch (IOException e) {
      return "";
    }
  }
}
