package dev.sosia.cli.bench;

import dev.sosia.engine.backend.Peaks;
import dev.sosia.engine.backend.PlanStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// [KernelTimes] for the eye and as JSON.
///
/// A kernel's roof is the least time that the machine would need for it: the larger of its
/// operations at the peak of multiply-adds and of its bytes at the rate of memory (Williams,
/// Waterman and Patterson, "Roofline", 2009). Algorithms that need fewer operations than the
/// definition, and operands that lie in a cache, may come out above it.
final class ProfileView {
  private ProfileView() {}

  static List<String> text(KernelTimes times, @Nullable Peaks peaks) {
    List<String> lines = new ArrayList<>();
    double all = times.milliseconds();
    lines.add(row("ms", "share", "GFLOP/s", "GB/s", "of roof", "kernel", "layer", "how"));
    for (int i = 0; i < times.steps().size(); i++) {
      PlanStep s = times.steps().get(i);
      lines.add(row(times.milliseconds(i), all, s, peaks, s.kernel(), s.path(), s.how()));
    }
    lines.add("");
    lines.add(row("ms", "share", "GFLOP/s", "GB/s", "of roof", "kernel", "times", ""));
    sums(times)
        .values()
        .forEach(
            sum ->
                lines.add(
                    row(
                        sum.milliseconds,
                        all,
                        sum.step,
                        peaks,
                        sum.step.kernel(),
                        Integer.toString(sum.count),
                        "")));
    lines.add("");
    lines.add(String.format(Locale.ROOT, "all kernels: %.3f ms", all));
    if (peaks != null) {
      lines.add(
          String.format(
              Locale.ROOT,
              "peak: %.0f GFLOP/s, %.1f GB/s",
              peaks.operations() / 1e9,
              peaks.bytes() / 1e9));
    }
    return lines;
  }

  /// All steps of a kernel.
  private record Sum(PlanStep step, int count, double milliseconds) {
    static Sum of(PlanStep s, double milliseconds) {
      return new Sum(new PlanStep(s.kernel(), "", "", s.operations(), s.bytes()), 1, milliseconds);
    }

    Sum plus(Sum o) {
      PlanStep both =
          new PlanStep(
              step.kernel(),
              "",
              "",
              step.operations() + o.step.operations(),
              step.bytes() + o.step.bytes());
      return new Sum(both, count + o.count, milliseconds + o.milliseconds);
    }
  }

  private static Map<String, Sum> sums(KernelTimes times) {
    Map<String, Sum> sums = new LinkedHashMap<>();
    for (int i = 0; i < times.steps().size(); i++) {
      PlanStep s = times.steps().get(i);
      sums.merge(s.kernel(), Sum.of(s, times.milliseconds(i)), Sum::plus);
    }
    return sums;
  }

  private static String row(
      double ms,
      double all,
      PlanStep s,
      @Nullable Peaks peaks,
      String kernel,
      String second,
      String third) {
    double roof = ofRoof(s, ms, peaks);
    return row(
        String.format(Locale.ROOT, "%.3f", ms),
        String.format(Locale.ROOT, "%.1f %%", 100 * ms / all),
        s.operations() == 0 ? "" : String.format(Locale.ROOT, "%.0f", s.operations() / ms / 1e6),
        s.bytes() == 0 ? "" : String.format(Locale.ROOT, "%.1f", s.bytes() / ms / 1e6),
        Double.isNaN(roof) ? "" : String.format(Locale.ROOT, "%.0f %%", 100 * roof),
        kernel,
        second,
        third);
  }

  private static String row(
      String ms,
      String share,
      String operations,
      String bytes,
      String roof,
      String kernel,
      String second,
      String third) {
    return String.format(
            Locale.ROOT,
            "%9s %8s %9s %7s %8s  %-16s %-28s %s",
            ms,
            share,
            operations,
            bytes,
            roof,
            kernel,
            second,
            third)
        .stripTrailing();
  }

  /// The roof's time as a part of the time taken; NaN where it cannot be told.
  private static double ofRoof(PlanStep s, double milliseconds, @Nullable Peaks peaks) {
    if (peaks == null || s.operations() + s.bytes() == 0) {
      return Double.NaN;
    }
    double seconds = Math.max(s.operations() / peaks.operations(), s.bytes() / peaks.bytes());
    return seconds * 1e3 / milliseconds;
  }

  static Map<String, Object> json(KernelTimes times, @Nullable Peaks peaks) {
    List<Map<String, Object>> kernels = new ArrayList<>();
    for (int i = 0; i < times.steps().size(); i++) {
      PlanStep s = times.steps().get(i);
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("kernel", s.kernel());
      fields.put("layer", s.path());
      fields.put("how", s.how());
      fields.put("milliseconds", times.milliseconds(i));
      fields.put("operations", s.operations());
      fields.put("bytes", s.bytes());
      double roof = ofRoof(s, times.milliseconds(i), peaks);
      fields.put("share_of_roof", Double.isNaN(roof) ? null : roof);
      kernels.add(fields);
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("milliseconds", times.milliseconds());
    fields.put("kernels", kernels);
    if (peaks != null) {
      fields.put(
          "peaks",
          Map.of("operations_per_second", peaks.operations(), "bytes_per_second", peaks.bytes()));
    }
    return fields;
  }
}
