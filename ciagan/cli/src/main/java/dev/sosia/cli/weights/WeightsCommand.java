package dev.sosia.cli.weights;

import picocli.CommandLine.Command;

/// Groups what can be done with a file of weights.
@Command(
    name = "weights",
    description = "Looks at checkpoints, converts and compares them, without Python.",
    subcommands = {ListCommand.class, ConvertCommand.class, DiffCommand.class})
public final class WeightsCommand {}
