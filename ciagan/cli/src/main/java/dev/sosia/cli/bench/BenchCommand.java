package dev.sosia.cli.bench;

import dev.sosia.benchmarks.Peer;
import dev.sosia.cli.command.ExitCode;
import dev.sosia.cli.command.Progress;
import dev.sosia.cli.command.SubCommand;
import dev.sosia.cli.network.Networks;
import dev.sosia.engine.backend.Peaks;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.tensor.Device;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Times networks here and in peers. Outputs are compared before anything is timed; a row whose
/// outputs differ is a negative verdict.
@Command(
    name = "bench",
    description = "How fast networks run, beside other programs that are given the same.")
public final class BenchCommand extends SubCommand {
  /// The launcher says where the clone is; peers are built there.
  private static final String CLONE = "sosia.clone";

  private static final String ONNX_RUNTIME = "onnxruntime";
  private static final String PYTORCH = "pytorch";
  private static final List<String> DEFAULT_NETWORKS =
      List.of("ciagan.generator", "ciagan.critic", "ciagan.siamese_resnet", "dan");

  /// Of the outputs' range: both sum in F32, in orders of their own.
  private static final double LARGEST_DIFFERENCE = 1e-3;

  @Parameters(index = "0", paramLabel = "cpu", description = "What computes: cpu.")
  private String target = "";

  @Option(
      names = "--network",
      split = ",",
      paramLabel = "NET",
      description = "Only these (default: generator, critic, siamese_resnet and dan).")
  private List<String> networks = new ArrayList<>(DEFAULT_NETWORKS);

  @Option(
      names = "--size",
      split = ",",
      paramLabel = "N",
      description = "Pixels of a side (default: those that a network is published for).")
  private List<Integer> sizes = new ArrayList<>();

  @Option(
      names = "--batch",
      split = ",",
      paramLabel = "N",
      description = "Pictures at a time (default: 1,8).")
  private List<Integer> batches = new ArrayList<>(List.of(1, 8));

  @Option(
      names = "--mode",
      paramLabel = "inference|training",
      description = "Outputs from inputs (default), or forward, backward and a step of Adam.")
  private String mode = Case.Mode.INFERENCE.toString();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often contestants take turns in a row (default: 9).")
  private int rounds = 9;

  @Override
  protected int run() throws IOException, InterruptedException {
    List<Case> cases = cases();
    Path root = System.getProperty(CLONE) == null ? null : Path.of(System.getProperty(CLONE));
    List<Peer> peers = peers(root);
    SequencedMap<Integer, Peaks> peaks = new LinkedHashMap<>();
    List<Row> rows = new ArrayList<>();
    Path folder = Files.createTempDirectory("sosia-bench-");
    try (Progress progress = progress("bench", cases.size(), "rows");
        Device device = Device.open(target, options().threads())) {
      for (Case what : cases) {
        List<Peer> present = peers.stream().filter(p -> !p.isMissing()).toList();
        Race race = new Race(what, options().seed(), rounds, folder);
        Race.Outcome outcome = race.run(device, target, present);
        measurePeaks(what.threads(), peaks);
        Row row = new Row(what, outcome, peers);
        rows.add(row);
        progress.step();
        if (!options().json()) {
          print(row.text(peaks.get(what.threads())));
        }
      }
    } finally {
      remove(folder);
    }
    report(root, peers, peaks, rows);
    return rows.stream().anyMatch(r -> !(r.relativeDifference() <= LARGEST_DIFFERENCE))
        ? ExitCode.NEGATIVE
        : ExitCode.DONE;
  }

  private void report(
      @Nullable Path root, List<Peer> peers, SequencedMap<Integer, Peaks> peaks, List<Row> rows) {
    if (options().json()) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("machine", Machine.fields(root, peaks));
      document.put(
          "rows", rows.stream().map(r -> r.fields(peaks.get(r.what().threads()))).toList());
      printJson(document);
    } else {
      peaks.forEach(
          (threads, peak) ->
              print(
                  String.format(
                      Locale.ROOT,
                      "peak, %d thread%s: %.0f GFLOP/s, %.1f GB/s",
                      threads,
                      threads == 1 ? "" : "s",
                      peak.operations() / 1e9,
                      peak.bytes() / 1e9)));
      peers.stream()
          .filter(Peer::isMissing)
          .forEach(p -> print("no " + p.name() + ": " + p.missing()));
    }
    for (Row row : rows) {
      if (!(row.relativeDifference() <= LARGEST_DIFFERENCE)) {
        remark(row.what() + ": outputs differ from a peer's by " + row.relativeDifference());
      }
    }
  }

  private List<Case> cases() {
    if (!target.equals("cpu")) {
      throw new InputException("bench " + target + " is not known: say bench cpu");
    }
    Case.Mode chosen = Case.Mode.of(mode);
    for (String network : networks) {
      if (!Networks.names().contains(network)) {
        throw new InputException(
            "there is no network " + network + ": use " + String.join(", ", Networks.names()));
      }
    }
    Stream.concat(Stream.concat(sizes.stream(), batches.stream()), Stream.of(rounds))
        .filter(n -> n < 1)
        .findFirst()
        .ifPresent(
            n -> {
              throw new InputException("--size, --batch and --rounds are at least 1, not " + n);
            });
    int cores = Runtime.getRuntime().availableProcessors();
    List<Integer> threads =
        options().threads() > 0
            ? List.of(options().threads())
            : cores == 1 ? List.of(1) : List.of(1, cores);
    List<Case> cases = new ArrayList<>();
    for (String network : networks) {
      List<Integer> ofNetwork =
          sizes.isEmpty() ? Arrays.stream(Case.sizes(network)).boxed().toList() : sizes;
      for (int size : ofNetwork) {
        for (int batch : batches) {
          threads.forEach(t -> cases.add(new Case(network, size, batch, t, chosen)));
        }
      }
    }
    return cases;
  }

  private List<Peer> peers(@Nullable Path root) throws IOException {
    boolean trains = mode.equals(Case.Mode.TRAINING.toString());
    Peer onnx =
        trains
            ? Peer.missing(ONNX_RUNTIME, "its package on Maven Central does not train")
            : root == null
                ? Peer.missing(ONNX_RUNTIME, "it is built in a clone: run the launcher of one")
                : Peer.build(
                    root,
                    ONNX_RUNTIME,
                    "dev.sosia.benchmarks.onnxruntime.OnnxRuntimePeer",
                    this::remark);
    return List.of(onnx, Peer.missing(PYTORCH, "python3 with torch is not among the peers yet"));
  }

  /// Measures beside each row, and keeps the best: what else the machine does only slows.
  private void measurePeaks(int threads, SequencedMap<Integer, Peaks> peaks) {
    try (Device device = Device.open(target, threads)) {
      device
          .backend()
          .measurePeaks()
          .ifPresent(
              now ->
                  peaks.merge(
                      threads,
                      now,
                      (a, b) ->
                          new Peaks(
                              Math.max(a.operations(), b.operations()),
                              Math.max(a.bytes(), b.bytes()))));
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }
}
