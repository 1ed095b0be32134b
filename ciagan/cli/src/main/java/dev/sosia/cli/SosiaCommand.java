package dev.sosia.cli;

import dev.sosia.cli.command.CommandContext;
import dev.sosia.cli.command.Console;
import dev.sosia.cli.command.GlobalOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ScopeType;

/// What stands before every command: the program and the options they share. [Commands] lists them.
@Command(
    name = "sosia",
    description =
        "Anonymizes faces, reads expressions, and runs PyTorch's checkpoints without Python.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    usageHelpAutoWidth = false,
    sortOptions = false,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nArguments:%n")
final class SosiaCommand implements CommandContext {
  private final Console console;

  @Mixin private final GlobalOptions options = new GlobalOptions();

  SosiaCommand(Console console) {
    this.console = console;
  }

  @Override
  public Console console() {
    return console;
  }

  @Override
  public GlobalOptions options() {
    return options;
  }
}
