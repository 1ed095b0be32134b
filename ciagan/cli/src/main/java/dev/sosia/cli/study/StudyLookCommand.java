package dev.sosia.cli.study;

import java.util.List;
import picocli.CommandLine.Command;

/// Experiment 1.
@Command(
    name = "look",
    description = {
      "Sheets of photos, landmarks, what the generator sees and what it draws; the published way"
          + " step",
      "by step; two sets of landmarks over one face."
    })
public final class StudyLookCommand extends StudyRunCommand {
  /// Looks.
  public StudyLookCommand() {
    super("look", List.of(new LookPart()));
  }
}
