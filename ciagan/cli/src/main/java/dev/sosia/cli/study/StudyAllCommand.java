package dev.sosia.cli.study;

import java.util.List;
import picocli.CommandLine.Command;

/// Every experiment, in one report.
@Command(
    name = "all",
    description = "Every experiment, one report; what cannot be run is named, the rest is done.")
public final class StudyAllCommand extends StudyRunCommand {
  /// Runs everything.
  public StudyAllCommand() {
    super(
        "all",
        List.of(
            new LookPart(),
            new ControlPart(),
            new PreservePart(PreservePart.ALL),
            new RobustPart(),
            new TradeoffPart(),
            new FeaturesPart(),
            new BiasPart()));
  }
}
