package dev.sosia.cli.study;

import java.util.List;
import picocli.CommandLine.Command;

/// Usefulness against de-identification.
@Command(
    name = "tradeoff",
    description = {
      "How much of expressions each method keeps, and how often its people are found again, also",
      "by an attacker who learns from its results: one plot. Killed, it goes on where it was."
    })
public final class StudyTradeoffCommand extends StudyRunCommand {
  /// Runs the trade-off alone.
  public StudyTradeoffCommand() {
    super("tradeoff", List.of(new TradeoffPart()));
  }
}
