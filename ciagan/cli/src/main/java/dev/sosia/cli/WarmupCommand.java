package dev.sosia.cli;

import dev.sosia.cli.command.Console;
import dev.sosia.cli.command.ExitCode;
import dev.sosia.cli.command.SubCommand;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/// Goes through what people do most, so that the AOT cache which the launcher makes from this run
/// holds the classes of it. Prints nothing.
@Command(name = "warmup", hidden = true, description = "Used by the launcher.")
final class WarmupCommand extends SubCommand {
  /// Each must work on any machine, in a moment, and write no file.
  private static final List<List<String>> COMMAND_LINES =
      List.of(
          List.of("--help"),
          List.of("--version"),
          List.of("doctor"),
          List.of("doctor", "--json"),
          List.of("weights", "list", "no such file"),
          List.of("study", "--help"),
          List.of("docter"),
          List.of("doctor", "--jsn"));

  @Override
  protected int run() {
    for (List<String> line : COMMAND_LINES) {
      Console nowhere =
          new Console(
              OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), "", Map.of());
      int _ = new Sosia(nowhere, System.getenv()).run(line.toArray(String[]::new));
    }
    return ExitCode.DONE;
  }
}
