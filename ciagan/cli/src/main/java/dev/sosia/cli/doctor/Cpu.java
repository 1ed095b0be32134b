package dev.sosia.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The processor this runs on.
///
/// @param name as its maker calls it
/// @param isa the instruction sets that matter to numerical kernels, in Linux's spelling
/// @param cores how many this process may use
public record Cpu(String name, List<String> isa, int cores) {
  private static final Path LINUX = Path.of("/proc/cpuinfo");

  private static final List<String> KNOWN =
      List.of(
          "sse4_2",
          "avx",
          "avx2",
          "fma",
          "f16c",
          "avx512f",
          "avx512bw",
          "avx512dq",
          "avx512vl",
          "avx512_vnni",
          "avx512_bf16",
          "avx512_fp16",
          "avx_vnni",
          "amx_tile",
          "amx_bf16",
          "amx_int8",
          "asimd",
          "asimdhp",
          "asimddp",
          "bf16",
          "i8mm",
          "sve",
          "sve2");

  /// Asks the system; where it does not tell (anywhere but on Linux), the name is the architecture
  /// and no instruction sets are known.
  public static Cpu detect() {
    int cores = Runtime.getRuntime().availableProcessors();
    try (Stream<String> lines = Files.lines(LINUX)) {
      return parse(lines.takeWhile(line -> !line.isBlank()).toList(), cores);
    } catch (IOException e) {
      return new Cpu(System.getProperty("os.arch", "unknown"), List.of(), cores);
    }
  }

  /// Reads the first block of Linux's `/proc/cpuinfo`: `flags` on x86, `Features` on Arm, which
  /// often gives no name.
  static Cpu parse(List<String> block, int cores) {
    Map<String, String> fields = new HashMap<>();
    for (String line : block) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        fields.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
      }
    }
    String name =
        Optional.ofNullable(fields.get("model name"))
            .orElse(System.getProperty("os.arch", "unknown"));
    String flags = fields.getOrDefault("flags", fields.getOrDefault("Features", ""));
    Set<String> has = new HashSet<>(Arrays.asList(flags.split("\\s+")));
    return new Cpu(name, KNOWN.stream().filter(has::contains).toList(), cores);
  }
}
