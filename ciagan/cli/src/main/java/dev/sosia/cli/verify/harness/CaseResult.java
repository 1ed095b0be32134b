package dev.sosia.cli.verify.harness;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What became of one case.
///
/// @param worst the largest error as a multiple of what is allowed, 0 if skipped
/// @param reason what is wrong, or why it was skipped; empty if it passed
public record CaseResult(
    String name, String kind, Path manifest, Outcome outcome, double worst, String reason) {

  /// Passed, failed, or not run.
  public enum Outcome {
    PASSED,
    FAILED,
    SKIPPED;

    /// The word for it in reports.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// As a part of the JSON report.
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("kind", kind);
    json.put("manifest", manifest.toString());
    json.put("result", outcome.word());
    json.put("worst", Double.isFinite(worst) ? worst : String.valueOf(worst));
    json.put("reason", reason);
    return json;
  }
}
