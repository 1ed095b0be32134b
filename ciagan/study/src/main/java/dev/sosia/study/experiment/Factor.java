package dev.sosia.study.experiment;

import java.util.HashSet;
import java.util.List;

/// Something that an experiment varies.
///
/// @param levels what it is set to in turn, at least one
public record Factor(String name, List<String> levels) {

  /// Checks the levels.
  ///
  /// @throws IllegalArgumentException if there is none, or one is there twice
  public Factor {
    levels = List.copyOf(levels);
    if (levels.isEmpty() || new HashSet<>(levels).size() < levels.size()) {
      throw new IllegalArgumentException("levels of " + name + ": " + levels);
    }
  }
}
