package dev.sosia.cli.bench;

import dev.sosia.engine.backend.PlanStep;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.jr.ob.JSON;

/// One run as complete events of the Trace Event Format, which `chrome://tracing` and Perfetto
/// show.
final class ChromeTrace {
  private ChromeTrace() {}

  /// The last run of `times`, its kernels one after the other.
  static byte[] of(String network, KernelTimes times) {
    List<Object> events = new ArrayList<>();
    long[] run = times.runs().getLast();
    double begin = 0;
    for (int i = 0; i < run.length; i++) {
      PlanStep s = times.steps().get(i);
      double microseconds = run[i] / 1e3;
      events.add(
          Map.of(
              "name",
              s.kernel(),
              "cat",
              network,
              "ph",
              "X",
              "pid",
              1,
              "tid",
              1,
              "ts",
              begin,
              "dur",
              microseconds,
              "args",
              Map.of(
                  "layer", s.path(),
                  "how", s.how(),
                  "operations", s.operations(),
                  "bytes", s.bytes())));
      begin += microseconds;
    }
    return JSON.std.asString(Map.of("traceEvents", events)).getBytes(StandardCharsets.UTF_8);
  }
}
