package dev.sosia.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Runs Jazzer on every reader: `mvn -Pfuzz -pl weights -am verify`. What it finds is kept among
/// the resources of the tests, where [FuzzedReaderTest] reads it from then on.
public final class Fuzz {
  private Fuzz() {}

  /// Takes the seconds for each reader, the folder to work in, and the folder for finds.
  public static void main(String[] args) throws IOException, InterruptedException {
    Path work = Path.of(args[1]);
    Path finds = Path.of(args[2]);
    List<String> failed = new ArrayList<>();
    for (FuzzedReader reader : FuzzedReader.values()) {
      System.out.println("fuzzing " + reader + " for " + args[0] + " s");
      Path corpus = Files.createDirectories(work.resolve(reader.name()));
      int n = 0;
      for (byte[] seed : reader.seeds()) {
        Files.write(corpus.resolve("seed-" + n++), seed);
      }
      if (jazzer(reader, args[0], work, corpus) != 0) {
        failed.add(reader.name());
      }
    }
    int kept = keep(work, finds);
    System.out.println(
        failed.isEmpty()
            ? "nothing found"
            : failed + " failed; " + kept + " finds kept in " + finds);
    System.exit(failed.isEmpty() ? 0 : 1);
  }

  private static int jazzer(FuzzedReader reader, String seconds, Path work, Path corpus)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m", // no reader may need more
            "-XX:+EnableDynamicAgentLoading",
            "-Dsosia.fuzz.reader=" + reader,
            "-cp",
            System.getProperty("java.class.path"),
            "com.code_intelligence.jazzer.Jazzer",
            "--target_class=" + JazzerTarget.class.getName(),
            "--instrumentation_includes=dev.sosia.**",
            "--reproducer_path=" + work,
            "-artifact_prefix=" + work.resolve(reader + "-"),
            "-max_total_time=" + seconds,
            "-timeout=10",
            "-max_len=8192",
            "-verbosity=0",
            "-print_final_stats=1",
            corpus.toString());
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  private static int keep(Path work, Path finds) throws IOException {
    int kept = 0;
    try (Stream<Path> files = Files.list(work)) {
      for (Path file : files.filter(f -> f.getFileName().toString().contains("-")).toList()) {
        Files.copy(file, finds.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        kept++;
      }
    }
    return kept;
  }
}
