package dev.sosia.trainer;

import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;

/// What is trained, and the algorithm of one step.
///
/// All methods are called from the thread that calls [Trainer#run], each inside of a scope of its
/// own: tensors made there end with it, but for those the training owns. Gradients are recorded in
/// [#step] only.
///
/// @param <B> a batch as [BatchSource] loads it, in the host's memory
public interface Training<B> {

  /// Everything that a step changes and a checkpoint holds, each with a name of its own.
  List<Part> parts();

  /// How many batches a step reads.
  int batchesPerStep();

  /// How many pictures are in a batch: for the rate, and for the warning that batch normalisation
  /// gets with 1.
  int batchSize();

  /// Takes one step: all that the parts are, and nothing else, goes from one step to the next.
  /// Random numbers come from a generator that is a function of seed and `step`. Gradients are
  /// cleared before and after.
  ///
  /// @param step from 1
  /// @param batches numbers 0 to [#batchesPerStep] of this step
  /// @return numbers for `metrics.jsonl` in their order, none of them called `step`, `seconds` or
  ///   `images_per_second`; one that is not finite ends the training
  SequencedMap<String, Double> step(long step, List<B> batches);

  /// Looks at what the networks do, every [Plan#watchEvery] steps, and must not change them: how
  /// much results differ between inputs, or between identities. What looks wrong is told to
  /// `warnings`, one sentence with a remedy each.
  ///
  /// @return further numbers for the line of this step
  default SequencedMap<String, Double> watch(long step, Consumer<String> warnings) {
    return new LinkedHashMap<>();
  }

  /// Draws what the networks make of the same inputs each time, as a PNG file; must not change
  /// them.
  ///
  /// @return whether there was anything to draw
  /// @throws InputException if what is to be shown cannot be read; it is told, and the training
  ///   goes on
  /// @throws EnvironmentException if the machine refuses to write; as above
  default boolean sample(long step, Path png) {
    return false;
  }

  /// Writes the networks into the folder `into`, which exists, under the names that others know
  /// them by: at the end, and when a training is stopped.
  ///
  /// @throws EnvironmentException if the machine refuses to write
  default void export(Path into) {}

  /// Whether `metric` is drawn in `loss.png`: of those that [#step] returns, by default all.
  default boolean plots(String metric) {
    return true;
  }
}
