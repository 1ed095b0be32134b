package dev.sosia.cli.expression;

import dev.sosia.dan.judge.Confusion;
import dev.sosia.dan.judge.Proportion;
import dev.sosia.dan.label.LabelOrder;
import dev.sosia.dan.measure.Measurement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How well a network read a set of faces, for people and for programs.
///
/// @param data what the faces are
record MeasurementReport(
    String data, LabelOrder order, Measurement measured, String weightsSha256) {

  /// For people.
  List<String> lines() {
    Confusion c = measured.confusion();
    List<String> lines = new ArrayList<>();
    lines.add("accuracy " + c.accuracy());
    lines.add(String.format(Locale.ROOT, "balanced accuracy %.3f", c.balancedAccuracy()));
    lines.add(
        "the same answer when the face is moved by %d pixels: %s"
            .formatted(Measurement.SHIFT, measured.stable()));
    lines.add(row("truth \\ said", order.names()));
    for (int truth = 0; truth < order.classes(); truth++) {
      List<String> counts = new ArrayList<>();
      for (int said = 0; said < order.classes(); said++) {
        counts.add(Integer.toString(c.count(truth, said)));
      }
      lines.add(row(order.names().get(truth), counts));
    }
    return lines;
  }

  private static String row(String head, List<String> cells) {
    StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-12s", head));
    cells.forEach(c -> row.append(String.format(Locale.ROOT, " %9s", c)));
    return row.toString();
  }

  /// For programs.
  Map<String, Object> document() {
    Confusion c = measured.confusion();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("data", data);
    all.put("labels", order.word());
    all.put("accuracy", proportion(c.accuracy()));
    all.put("balanced_accuracy", c.balancedAccuracy());
    all.put("stable_under_shift", proportion(measured.stable()));
    all.put("shift_pixels", Measurement.SHIFT);
    Map<String, Object> classes = new LinkedHashMap<>();
    for (int truth = 0; truth < order.classes(); truth++) {
      Map<String, Integer> said = new LinkedHashMap<>();
      for (int s = 0; s < order.classes(); s++) {
        said.put(order.names().get(s), c.count(truth, s));
      }
      classes.put(order.names().get(truth), said);
    }
    all.put("confusion", classes);
    all.put("weights_sha256", weightsSha256);
    return all;
  }

  private static Map<String, Object> proportion(Proportion p) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("share", p.share());
    all.put("low", p.low());
    all.put("high", p.high());
    all.put("hits", p.hits());
    all.put("of", p.of());
    return all;
  }
}
