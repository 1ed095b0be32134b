package dev.sosia.cli.bench;

import dev.sosia.cli.command.ExitCode;
import dev.sosia.cli.command.Progress;
import dev.sosia.cli.command.SubCommand;
import dev.sosia.cli.network.Network;
import dev.sosia.cli.network.NetworkOptions;
import dev.sosia.engine.backend.Peaks;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.io.AtomicFile;
import dev.sosia.engine.random.Philox;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.engine.tensor.Tensor;
import dev.sosia.engine.type.DType;
import dev.sosia.engine.type.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import jdk.jfr.Recording;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Says where a network's time goes, kernel by kernel.
@Command(
    name = "profile",
    description =
        "Where a network's time goes, kernel by kernel, beside what the machine can do at most.")
public final class ProfileCommand extends SubCommand {
  @Mixin private final NetworkOptions network = new NetworkOptions();

  @Option(
      names = "--weights",
      paramLabel = "FILE|random",
      description = "A checkpoint (default: random).")
  private @Nullable String weights;

  @Option(names = "--batch", paramLabel = "N", description = "Samples at once (default: 1).")
  private int batch = 1;

  @Option(
      names = "--mode",
      paramLabel = "inference|training",
      description = "Outputs from inputs (default), or forward, backward and a step of Adam.")
  private String mode = Case.Mode.INFERENCE.toString();

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Of how many runs to take the median (default: 20).")
  private int runs = 20;

  @Option(
      names = "--trace",
      paramLabel = "FILE.json",
      description = "Also write the last run for chrome://tracing or Perfetto.")
  private @Nullable Path trace;

  @Option(
      names = "--recording",
      paramLabel = "FILE.jfr",
      description = "Also write events of all runs for Java Flight Recorder.")
  private @Nullable Path recording;

  @Override
  protected int run() throws IOException {
    Case.Mode chosen = Case.Mode.of(mode);
    if (batch < 1 || runs < 1) {
      throw new InputException("--batch and --runs are at least 1, not " + Math.min(batch, runs));
    }
    try (Device device = Device.open(options().device().toString(), options().threads());
        Scope _ = Scope.open()) {
      Network net = network.build(device, weights, options().seed(), DType.F32);
      try (Workload workload = Workload.of(device, net, inputs(device, net), chosen)) {
        KernelTimes times = measure(device, workload);
        Peaks peaks = device.backend().measurePeaks().orElse(null);
        report(net, device, times, peaks);
        if (trace != null) {
          AtomicFile.writeBytes(trace, ChromeTrace.of(net.name(), times));
        }
      }
    }
    return ExitCode.DONE;
  }

  private KernelTimes measure(Device device, Workload workload) throws IOException {
    try (Progress progress = progress("profile", runs, "runs");
        Recording events = new Recording()) {
      workload.run();
      if (recording != null) {
        events.enable(KernelEvent.class);
        events.start();
      }
      KernelTimes times = KernelTimes.measure(device, workload, runs, progress::step);
      if (recording != null) {
        events.stop();
        try (InputStream stream = Objects.requireNonNull(events.getStream(null, null))) {
          AtomicFile.writeBytes(recording, stream.readAllBytes());
        }
      }
      return times;
    }
  }

  private void report(Network net, Device device, KernelTimes times, @Nullable Peaks peaks) {
    if (options().json()) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("network", net.name());
      document.put("batch", batch);
      document.put("mode", mode);
      document.put("device", device.description());
      document.put("runs", runs);
      document.putAll(ProfileView.json(times, peaks));
      printJson(document);
    } else {
      print(
          net.name()
              + ", batch "
              + batch
              + ", "
              + mode
              + ", "
              + device.description()
              + ", median of "
              + runs
              + " runs");
      ProfileView.text(times, peaks).forEach(this::print);
    }
  }

  /// Values in -1 to 1.
  private SequencedMap<String, Tensor> inputs(Device device, Network net) {
    SequencedMap<String, Tensor> inputs = new LinkedHashMap<>();
    for (Map.Entry<String, Shape> input : net.inputs().entrySet()) {
      Shape shape = input.getValue().with(0, batch);
      Philox random = new Philox(options().seed(), inputs.size());
      float[] values = new float[Math.toIntExact(shape.numel())];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (random.nextDouble() * 2 - 1);
      }
      inputs.put(input.getKey(), device.tensor(shape, values));
    }
    return inputs;
  }
}
