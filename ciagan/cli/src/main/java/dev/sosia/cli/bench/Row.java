package dev.sosia.cli.bench;

import dev.sosia.benchmarks.Difference;
import dev.sosia.benchmarks.Peer;
import dev.sosia.benchmarks.Timings;
import dev.sosia.engine.backend.Peaks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// A row of the results, for people and as JSON.
///
/// @param peers all that were looked for
record Row(Case what, Race.Outcome outcome, List<Peer> peers) {
  /// The largest difference of a peer's output from ours, as a part of the output's range.
  double relativeDifference() {
    return worst().relative();
  }

  private Difference worst() {
    return outcome.differences().values().stream().reduce(Difference.NONE, (a, b) -> b.worse(a));
  }

  /// Of the peak of the row's threads; NaN where that could not be measured.
  private double shareOfPeak(@Nullable Peaks peak) {
    double seconds = outcome.ours().timings().median() / 1e3;
    return peak == null ? Double.NaN : outcome.operations() / seconds / peak.operations();
  }

  Map<String, Object> fields(@Nullable Peaks peak) {
    Map<String, Object> fields = what.fields();
    fields.put("ours", result(outcome.ours()));
    Map<String, Object> others = new LinkedHashMap<>();
    for (Peer peer : peers) {
      Race.Result result = outcome.peers().get(peer.name());
      others.put(peer.name(), result == null ? Map.of("missing", peer.missing()) : result(result));
    }
    fields.put("peers", others);
    fields.put("ratio", ratios(r -> r.timings().median()));
    fields.put("ratio_of_minima", ratios(r -> r.timings().least()));
    if (what.threads() == 1) {
      fields.put("ratio_of_processor_time", ratios(r -> r.processor().median()));
    }
    fields.put("largest_difference", worst().largest());
    fields.put("output_range", worst().range());
    fields.put("gflop", outcome.operations() / 1e9);
    double share = shareOfPeak(peak);
    fields.put("share_of_peak", Double.isNaN(share) ? null : share);
    return fields;
  }

  private Map<String, Object> result(Race.Result r) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("milliseconds", r.timings().median());
    fields.put("spread", List.of(r.timings().least(), r.timings().most()));
    if (what.threads() == 1) {
      fields.put("processor_milliseconds", r.processor().median());
      fields.put("processor_spread", List.of(r.processor().least(), r.processor().most()));
    }
    fields.put("cold_milliseconds", r.coldMilliseconds());
    fields.put("memory_bytes", r.memoryBytes());
    for (String fact : List.of("version", "description")) {
      String value = r.facts().get(fact);
      if (value != null) {
        fields.put(fact, value);
      }
    }
    return fields;
  }

  /// Peer over ours: above 1 we are faster.
  private Map<String, Object> ratios(ToDoubleFunction<Race.Result> part) {
    Map<String, Object> ratios = new LinkedHashMap<>();
    outcome
        .peers()
        .forEach(
            (name, r) ->
                ratios.put(name, part.applyAsDouble(r) / part.applyAsDouble(outcome.ours())));
    return ratios;
  }

  /// One line.
  String text(@Nullable Peaks peak) {
    StringJoiner line = new StringJoiner(", ", what + ": ", "");
    line.add("ours " + text(outcome.ours()));
    if (peak != null) {
      line.add(String.format(Locale.ROOT, "%.0f %% of peak", 100 * shareOfPeak(peak)));
    }
    outcome
        .peers()
        .forEach(
            (name, r) ->
                line.add(
                    String.format(
                            Locale.ROOT,
                            "%s %s, ratio %.2f (of minima %.2f",
                            name,
                            text(r),
                            r.timings().median() / outcome.ours().timings().median(),
                            r.timings().least() / outcome.ours().timings().least())
                        + processorRatio(r)
                        + ")"));
    if (!outcome.peers().isEmpty()) {
      line.add(String.format(Locale.ROOT, "difference %.1e", relativeDifference()));
    }
    return line.toString();
  }

  private String processorRatio(Race.Result r) {
    double ratio = r.processor().median() / outcome.ours().processor().median();
    return what.threads() == 1 ? String.format(Locale.ROOT, ", of processor time %.2f", ratio) : "";
  }

  private static String text(Race.Result r) {
    Timings t = r.timings();
    return String.format(Locale.ROOT, "%.1f ms (%.1f to %.1f)", t.median(), t.least(), t.most());
  }
}
