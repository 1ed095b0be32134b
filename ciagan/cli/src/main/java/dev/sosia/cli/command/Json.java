package dev.sosia.cli.command;

import java.io.PrintStream;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.jr.ob.JSON;

/// JSON for programs that call us: indented, maps in their own order, numbers that JSON cannot hold
/// (NaN, infinities) as strings.
final class Json {
  /// Checkpoints may be nested deeper than Jackson's default of 500 allows.
  private static final int DEEPEST = 10_000;

  private static final JSON WRITER =
      JSON.builder(
              JsonFactory.builder()
                  .streamWriteConstraints(
                      StreamWriteConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .build()
          .with(JSON.Feature.PRETTY_PRINT_OUTPUT)
          .with(JSON.Feature.WRITE_NULL_PROPERTIES)
          .with(JSON.Feature.FAIL_ON_UNKNOWN_TYPE_WRITE);

  private Json() {}

  /// Writes `document`, built of maps, lists, strings, numbers and booleans, and a line end.
  static void print(PrintStream out, Object document) {
    out.println(WRITER.asString(document));
  }
}
