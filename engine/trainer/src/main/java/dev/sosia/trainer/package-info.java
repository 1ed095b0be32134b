/// # Training: the loop around a step
///
/// What a network learns from, and by which algorithm, is a recipe's business: it implements
/// [Training] (one step) and [BatchSource] (batches by number). Everything else is here: batches
/// loaded ahead, checkpoints, going on after an interruption, metrics, the watch over gradients.
///
/// Reading order: [Training], [BatchSource], [Trainer], then [RunFolder] and [Checkpoints].
///
/// {@snippet :
/// try (RunFolder run = RunFolder.create(Path.of("run"), settings, plan)) {
///   Trainer<Batch> trainer = new Trainer<>(training, source, run, plan, listener);
///   trainer.run();                       // another thread may call trainer.requestStop()
/// }
/// }
///
/// **Invariants.** Steps are counted from 1. A run is a function of its settings: batches and
/// random numbers depend on (seed, step, index) alone, so that the whole state after step N is what
/// [Checkpoints] keeps, and going on from there gives the bits of a run that was never interrupted.
/// Gradients do not outlive a step. A checkpoint is seen whole under its name or not at all, and
/// one with a value that is not finite is never written. Nothing here prints: [TrainingListener] is
/// told.
@NullMarked
package dev.sosia.trainer;

import org.jspecify.annotations.NullMarked;
