package dev.sosia.cli;

import dev.sosia.cli.anonymize.AnonymizeCommand;
import dev.sosia.cli.command.CommandContext;
import dev.sosia.cli.command.Console;
import dev.sosia.cli.command.GlobalOptions;
import dev.sosia.cli.demo.DemoCommand;
import dev.sosia.cli.doctor.DoctorCommand;
import dev.sosia.cli.network.ForwardCommand;
import dev.sosia.cli.network.GraphCommand;
import dev.sosia.cli.verify.VerifyCommand;
import dev.sosia.cli.weights.WeightsCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ScopeType;

/// The root of all commands. **To add a command:** write a [SubCommand] and list it here.
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
    parameterListHeading = "%nArguments:%n",
    subcommands = {
      DemoCommand.class,
      AnonymizeCommand.class,
      WeightsCommand.class,
      ForwardCommand.class,
      GraphCommand.class,
      VerifyCommand.class,
      DoctorCommand.class,
      WarmupCommand.class,
    })
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
