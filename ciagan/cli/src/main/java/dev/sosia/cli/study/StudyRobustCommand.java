package dev.sosia.cli.study;

import java.util.List;
import picocli.CommandLine.Command;

/// Experiment 1's second half.
@Command(
    name = "robust",
    description = {
      "What becomes of distorted, turned, cut, grey, small and noisy pictures: what they cost the",
      "judge, and what anonymization keeps of what is left."
    })
public final class StudyRobustCommand extends StudyRunCommand {
  /// Spoils pictures.
  public StudyRobustCommand() {
    super("robust", List.of(new RobustPart()));
  }
}
