package dev.sosia.study.report;

import dev.sosia.study.chart.Reference;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the study printed, for CIAGAN's published weights on RAF-DB: lines to hold our numbers
/// against, never mixed with them.
///
/// Source: Brant, "An Analysis of CIAGAN Use on Face Expression Preservation", Recife, 2022.
public final class Published {
  /// Where the numbers are from.
  public static final String SOURCE = "Brant, 2022: RAF-DB, CIAGAN's and DAN's published weights";

  /// The share of pictures with the same label before and after.
  public static final double RATE = 0.3245;

  /// The share among those of happiness before.
  public static final double RATE_HAPPINESS = 0.5093;

  private Published() {}

  /// The rate as a line in a chart.
  public static Reference rate() {
    return new Reference("published: 32.45 %", RATE);
  }

  /// The rate of happiness as a line in a chart.
  public static Reference happiness() {
    return new Reference("published, happiness: 50.93 %", RATE_HAPPINESS);
  }

  static Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("source", SOURCE);
    document.put("rate", RATE);
    document.put("rate_happiness", RATE_HAPPINESS);
    return document;
  }
}
