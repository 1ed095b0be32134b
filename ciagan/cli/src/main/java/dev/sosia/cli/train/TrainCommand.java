package dev.sosia.cli.train;

import picocli.CommandLine.Command;

/// Groups what can be trained.
@Command(
    name = "train",
    description = "Trains networks; stops with a checkpoint on Ctrl-C, and goes on with --resume.",
    subcommands = {TrainCiaganCommand.class, TrainDanCommand.class, TrainIdentityCommand.class})
public final class TrainCommand {}
