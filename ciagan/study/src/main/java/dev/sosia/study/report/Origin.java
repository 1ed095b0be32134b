package dev.sosia.study.report;

import java.util.LinkedHashMap;
import java.util.Map;

/// Where a table's numbers come from.
///
/// @param source data and weights, by kind, name and hash: `drawn people (toyfaces:...); ...`
/// @param seed of all that was drawn
/// @param command that makes them again
public record Origin(String source, long seed, String command) {

  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("source", source);
    document.put("seed", seed);
    document.put("command", command);
    return document;
  }
}
