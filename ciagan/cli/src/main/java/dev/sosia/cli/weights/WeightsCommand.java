package dev.sosia.cli.weights;

import picocli.CommandLine.Command;

/// Groups what can be done with a file of weights.
@Command(
    name = "weights",
    description = "Looks at checkpoints, converts, compares and exports them, without Python.",
    subcommands = {ListCommand.class, ConvertCommand.class, DiffCommand.class, ExportCommand.class})
public final class WeightsCommand {}
