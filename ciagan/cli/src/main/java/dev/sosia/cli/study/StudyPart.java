package dev.sosia.cli.study;

import dev.sosia.study.experiment.Experiment;
import dev.sosia.study.report.Section;
import java.util.Optional;

/// An experiment of the study as the command line runs it.
interface StudyPart {

  /// The command's name, and the section's.
  String name();

  /// What it is about, for a report in which it is missing.
  String title();

  /// Its cells, if it has any, by which it is told how long it takes.
  default Optional<Experiment> experiment(StudyBench bench) {
    return Optional.empty();
  }

  /// What the long run of one that trains networks costs, in a sentence; nothing where
  /// [#experiment] tells.
  default Optional<String> cost() {
    return Optional.empty();
  }

  /// Runs it, or what is left of it after an interruption.
  ///
  /// @throws dev.sosia.engine.error.InputException if it cannot be run on this data with these
  ///   weights
  Section run(StudyBench bench);
}
