package dev.sosia.cli.study;

import picocli.CommandLine.Command;

/// Groups the experiments of the study.
@Command(
    name = "study",
    description = "Experiments on what anonymization keeps of expressions; interrupted ones go on.",
    subcommands = {
      StudyControlCommand.class,
      StudyTradeoffCommand.class,
      StudyFeaturesCommand.class,
      StudyBiasCommand.class
    })
public final class StudyCommand {}
