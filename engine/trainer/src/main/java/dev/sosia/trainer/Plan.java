package dev.sosia.trainer;

import dev.sosia.engine.error.InputException;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// How long to train and how often to write: what may change when a run is continued, since the
/// networks do not depend on it.
///
/// @param steps the number of the last step
/// @param checkpointEvery steps from one checkpoint to the next, from 1; the last step has one
///   anyway
/// @param keep how many checkpoints stay, from 1
/// @param watchEvery steps from one look at the networks to the next, from 1; 0 is never
/// @param sampleEvery steps from one sample sheet to the next, from 1; 0 is never. The plot of the
///   losses is drawn at the same steps, or with checkpoints where this is 0
/// @param loaders threads that load batches, from 1
public record Plan(
    long steps, long checkpointEvery, int keep, long watchEvery, long sampleEvery, int loaders) {
  /// Checks the numbers.
  ///
  /// @throws InputException if one is out of its range
  public Plan {
    atLeast("steps", steps, 0);
    atLeast("checkpoint_every", checkpointEvery, 1);
    atLeast("keep", keep, 1);
    atLeast("watch_every", watchEvery, 0);
    atLeast("sample_every", sampleEvery, 0);
    atLeast("loaders", loaders, 1);
  }

  private static void atLeast(String name, long value, long least) {
    if (value < least) {
      throw new InputException(name + " is at least " + least + ", not " + value);
    }
  }

  /// This many steps; a checkpoint every 500, the last 3 kept; a look every 50 and a sample sheet
  /// every 500; 2 loaders.
  public static Plan of(long steps) {
    return new Plan(steps, 500, 3, 50, 500, 2);
  }

  /// The same plan with a look every `steps` steps.
  public Plan watchingEvery(long steps) {
    return new Plan(this.steps, checkpointEvery, keep, steps, sampleEvery, loaders);
  }

  /// The numbers under their names in `config.json`.
  public SequencedMap<String, Object> settings() {
    SequencedMap<String, Object> all = new LinkedHashMap<>();
    all.put("steps", steps);
    all.put("checkpoint_every", checkpointEvery);
    all.put("keep", keep);
    all.put("watch_every", watchEvery);
    all.put("sample_every", sampleEvery);
    all.put("loaders", loaders);
    return all;
  }
}
