package dev.sosia.cli;

import dev.sosia.cli.command.Console;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// One run of the command line inside the test's process.
record Captured(int code, String out, String err) {

  /// Runs with neither stream a terminal.
  static Captured run(String... arguments) {
    return run("", Map.of(), arguments);
  }

  /// Runs with `terminals` (`out`, `err`) and these variables.
  static Captured run(String terminals, Map<String, String> environment, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Map<String, String> variables = new HashMap<>(environment);
    Console console = new Console(out, err, terminals, variables);
    int code = new Sosia(console, variables).run(arguments);
    return new Captured(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
