package dev.sosia.cli.study;

import java.util.List;
import picocli.CommandLine.Command;

/// Generators that differ in one thing, trained and judged.
@Command(
    name = "bias",
    description = {
      "Hypothesis 2: a generator trained on happy and neutral faces alone against one trained on",
      "all expressions evenly. Trains small generators; interrupted, it goes on."
    })
public final class StudyBiasCommand extends StudyRunCommand {
  /// Runs this experiment alone.
  public StudyBiasCommand() {
    super("bias", List.of(new BiasPart()));
  }
}
