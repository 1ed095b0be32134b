package dev.sosia.study.identity.training;

import dev.sosia.study.identity.AlignedFace;

/// Faces with the number of their person, to learn from. Safe for any number of threads.
public interface IdentityFaces {
  int size();

  /// How many people there are.
  int people();

  /// Whose face `i` is, 0 to [#people] - 1.
  int person(int i);

  /// Face `i`.
  ///
  /// @throws dev.sosia.engine.error.InputException if it cannot be used
  AlignedFace face(int i);
}
