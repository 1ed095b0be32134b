package dev.sosia.cli.study;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Experiment 2.
@Command(
    name = "preserve",
    description = {
      "How many expressions survive anonymization, overall and by class, against luck, against one",
      "answer for all and against the truth; with keyed, slipped and shuffled pairs."
    })
public final class StudyPreserveCommand extends StudyRunCommand {
  private enum Way {
    published,
    clean
  }

  @Option(
      names = "--protocol",
      paramLabel = "published|clean",
      description = "The published way, step by step, or one without its losses (default: both).")
  private @Nullable Way protocol;

  /// Anonymizes and asks again.
  public StudyPreserveCommand() {
    super("preserve", List.of());
  }

  @Override
  String words() {
    return protocol == null ? super.words() : super.words() + " --protocol " + protocol;
  }

  @Override
  List<StudyPart> parts() {
    return List.of(
        new PreservePart(protocol == null ? PreservePart.ALL : List.of(protocol.name())));
  }
}
