package dev.sosia.cli.verify.harness;

import java.util.Set;

/// How cases of one kind are run.
public interface CaseKind {
  /// The kind's name in a manifest.
  String kind();

  /// Fields that manifests of this kind may have beside the usual ones. They are for people to read
  /// and change nothing.
  default Set<String> remarks() {
    return Set.of();
  }

  /// Runs `c` on `target` and compares what comes out through `checks`. What cannot be run is
  /// skipped there with a reason.
  ///
  /// @throws ManifestException if the case is not as the format says; any other exception is a
  ///   failure of the case
  void run(Case c, Target target, Checks checks);
}
