package dev.sosia.cli;

import dev.sosia.cli.command.Console;
import dev.sosia.cli.command.ExitCode;
import dev.sosia.engine.error.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Tells in one sentence what is wrong with a command line, and what was probably meant.
final class UsageErrors implements IParameterExceptionHandler {
  /// picocli's message where a command was called that only groups others.
  private static final String NO_SUBCOMMAND = "Missing required subcommand";

  private final Console console;

  UsageErrors(Console console) {
    this.console = console;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    if (NO_SUBCOMMAND.equals(e.getMessage())) {
      e.getCommandLine().usage(console.errWriter());
      return ExitCode.USAGE;
    }
    String name = command.qualifiedName();
    String what =
        e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()
            ? unmatched(unmatched.getUnmatched().getFirst(), e.getCommandLine())
            : sentence(String.valueOf(e.getMessage()));
    console.err().println(name + ": " + what + " (" + name + " --help tells more)");
    return ExitCode.USAGE;
  }

  private static String unmatched(String word, CommandLine commandLine) {
    CommandSpec command = commandLine.getCommandSpec();
    if (word.startsWith("-")) {
      String option = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
      List<String> options =
          command.options().stream()
              .filter(o -> !o.hidden())
              .flatMap(o -> List.of(o.names()).stream())
              .sorted()
              .toList();
      return "unknown option '" + option + "'" + meant(option, options);
    }
    if (!commandLine.getSubcommands().isEmpty()) {
      List<String> commands =
          commandLine.getSubcommands().values().stream()
              .map(CommandLine::getCommandSpec)
              .filter(c -> !c.usageMessage().hidden())
              .map(CommandSpec::name)
              .distinct()
              .sorted()
              .toList();
      return "unknown command '" + word + "'" + meant(word, commands);
    }
    return "unexpected argument '" + word + "'";
  }

  private static String meant(String word, List<String> candidates) {
    Optional<String> nearest = Nearest.to(word, candidates);
    return nearest
        .map(n -> ", did you mean '" + n + "'?")
        .orElse(", expected one of " + String.join(", ", candidates));
  }

  /// picocli's own messages, begun and ended like ours.
  private static String sentence(String message) {
    String line = message.strip().replaceAll("\\s*\\R\\s*", " ");
    return line.substring(0, 1).toLowerCase(Locale.ROOT) + line.substring(1);
  }
}
