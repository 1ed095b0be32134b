package dev.sosia.cli.command;

import java.io.PrintStream;
import tools.jackson.jr.ob.JSON;

/// JSON for programs that call us: indented, maps in their own order, numbers that JSON cannot hold
/// (NaN, infinities) as strings.
final class Json {
  private static final JSON WRITER =
      JSON.std
          .with(JSON.Feature.PRETTY_PRINT_OUTPUT)
          .with(JSON.Feature.WRITE_NULL_PROPERTIES)
          .with(JSON.Feature.FAIL_ON_UNKNOWN_TYPE_WRITE);

  private Json() {}

  /// Writes `document`, built of maps, lists, strings, numbers and booleans, and a line end.
  static void print(PrintStream out, Object document) {
    out.println(WRITER.asString(document));
  }
}
