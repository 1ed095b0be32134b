package dev.sosia.cli;

import dev.sosia.cli.command.Console;
import dev.sosia.cli.command.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParseResult;

/// The whole command line, apart from the process it runs in: [#run] may be called many times, with
/// any console.
public final class Sosia {
  private final Console console;
  private final List<Path> crashFolders;

  /// @param environment the process's variables, of which `XDG_STATE_HOME` is looked at
  public Sosia(Console console, Map<String, String> environment) {
    this.console = console;
    this.crashFolders = CrashFile.defaultFolders(environment);
  }

  /// Runs one command.
  ///
  /// @return the exit code, see [ExitCode]
  public int run(String... arguments) {
    SosiaCommand root = new SosiaCommand(console);
    Failures failures = new Failures(console, new CrashFile(crashFolders, List.of(arguments)));
    CommandLine commandLine = new CommandLine(root);
    Commands.addTo(commandLine, arguments);
    int code;
    try {
      code = configure(commandLine, root, failures).execute(arguments);
    } catch (Error e) {
      // picocli hands exceptions to the handler, errors (memory, stack) come through
      code = failures.report(name(commandLine.getParseResult()), e, root.options().debug());
    }
    String loss = console.flush();
    if (loss != null) {
      console.err().println("sosia: standard output could not be written: " + loss);
      return ExitCode.ENVIRONMENT;
    }
    return code;
  }

  private CommandLine configure(CommandLine commandLine, SosiaCommand root, Failures failures) {
    return commandLine
        .setOut(console.writer())
        .setErr(console.errWriter())
        .setColorScheme(Help.defaultColorScheme(console.outAnsi()))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(false)
        .setParameterExceptionHandler(new UsageErrors(console))
        .setExecutionExceptionHandler(
            (e, failed, parsed) ->
                failures.report(
                    failed.getCommandSpec().qualifiedName(), e, root.options().debug()));
  }

  private static String name(@Nullable ParseResult parsed) {
    ParseResult at = parsed;
    while (at != null && at.hasSubcommand()) {
      at = at.subcommand();
    }
    return at == null ? "sosia" : at.commandSpec().qualifiedName();
  }
}
