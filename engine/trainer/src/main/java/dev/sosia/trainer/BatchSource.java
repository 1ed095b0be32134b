package dev.sosia.trainer;

import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;

/// Batches by number. What is in a batch is a function of settings, seed, step and index alone, not
/// of what was loaded before: the place in the data and the state of the generator are counters,
/// and a training that goes on from step N sees what it would have seen.
///
/// @param <B> a batch, in the host's memory
public interface BatchSource<B> {

  /// How many steps it takes to see all data about once; at least 1.
  long stepsPerEpoch();

  /// Loads batch `index` of step `step`. Called from several threads at a time, ahead of the step
  /// that reads it; the order of calls is not defined.
  ///
  /// @param step from 1
  /// @param index from 0 to below [Training#batchesPerStep]
  /// @throws InputException if a file has vanished or is damaged, which is named
  /// @throws EnvironmentException if the machine refuses to read
  B load(long step, int index);
}
