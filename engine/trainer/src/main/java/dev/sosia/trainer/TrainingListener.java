package dev.sosia.trainer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.SequencedMap;

/// Is told how a training goes, from the thread that runs it. For whoever shows it to people.
public interface TrainingListener {

  /// One step that was taken.
  ///
  /// @param step its number, from 1
  /// @param steps the number of the last step
  /// @param epoch how often the data have been begun, from 1
  /// @param metrics what is in its line of `metrics.jsonl`, `step` left out
  /// @param stepsPerSecond smoothed over about ten steps
  /// @param left until the last step, at that rate
  record Step(
      long step,
      long steps,
      long epoch,
      SequencedMap<String, Double> metrics,
      double stepsPerSecond,
      Duration left) {}

  /// The first step to be taken is `step`, from 1.
  default void started(long step, long steps) {}

  default void stepped(Step step) {}

  /// A checkpoint of the state after `step` is on the disk and was read back.
  default void saved(long step, Path checkpoint) {}

  /// Something looks wrong; one sentence with a remedy. The training goes on.
  default void warning(String sentence) {}

  /// The training has come to something that takes time and is no step; one sentence.
  default void remark(String sentence) {}
}
