package dev.sosia.cli.study;

import java.util.List;
import picocli.CommandLine.Command;

/// Generators that differ in one thing, trained and judged.
@Command(
    name = "features",
    description = {
      "Hypothesis 1, one factor at a time: what eyes and brows add, what a nearly invisible line",
      "costs, what mask, cut and optimiser do. Trains small generators; interrupted, it goes on."
    })
public final class StudyFeaturesCommand extends StudyRunCommand {
  /// Runs this experiment alone.
  public StudyFeaturesCommand() {
    super("features", List.of(new FeaturesPart()));
  }
}
