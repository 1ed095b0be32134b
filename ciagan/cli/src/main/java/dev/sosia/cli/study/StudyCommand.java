package dev.sosia.cli.study;

import picocli.CommandLine.Command;

/// Groups the experiments of the study.
@Command(
    name = "study",
    description = "Experiments on what anonymization keeps of expressions; interrupted ones go on.",
    subcommands = {
      StudyLookCommand.class,
      StudyControlCommand.class,
      StudyPreserveCommand.class,
      StudyRobustCommand.class,
      StudyTradeoffCommand.class,
      StudyFeaturesCommand.class,
      StudyBiasCommand.class,
      StudyAllCommand.class
    })
public final class StudyCommand {}
