package dev.sosia.cli.study;

import java.util.List;
import picocli.CommandLine.Command;

/// The controls that the published experiment lacked.
@Command(
    name = "control",
    description = {
      "How many expressions survive without anonymization, and how many would by luck: round",
      "trips, shifts, simple methods, pairs that slipped. Killed, it goes on where it was."
    })
public final class StudyControlCommand extends StudyRunCommand {
  /// Runs the controls alone.
  public StudyControlCommand() {
    super("control", List.of(new ControlPart()));
  }
}
