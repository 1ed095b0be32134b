/// # Checkpoints in, state dicts out
///
/// PyTorch, safetensors and NumPy files, read and written without Python. A checkpoint often comes
/// from a stranger, and Python's way to open one runs whatever it says; here a file is data, and
/// one that is not is refused with a sentence.
///
/// Reading order: [dev.sosia.weights.Checkpoint] maps a file and finds out what it is;
/// [dev.sosia.weights.value.Value] is what was in it; [dev.sosia.weights.StateDict] is the part a
/// network loads, converts and saves; [dev.sosia.weights.TensorStatistics] and
/// [dev.sosia.weights.StateDictDiff] describe and compare.
///
/// {@snippet :
/// try (Checkpoint checkpoint = Checkpoint.open(Path.of("generator.pth"))) {
///   StateDict weights = StateDict.of(checkpoint);
///   weights.save(Path.of("generator.safetensors"));
/// }
/// }
///
/// **Formats** are chapters of their own: [dev.sosia.weights.zip], [dev.sosia.weights.pickle],
/// [dev.sosia.weights.pytorch], [dev.sosia.weights.safetensors], [dev.sosia.weights.numpy], and, to
/// write only, [dev.sosia.weights.onnx].
///
/// **Invariants.** Nothing in a file is run, nor found by name. Tensors are slices of the mapped
/// file, in the file's own alignment, until their checkpoint is closed; nothing of them is copied
/// to the heap. Memory and time are bounded by the file's size and by limits beside the code that
/// needs them. Files are written whole or not at all.
@NullMarked
package dev.sosia.weights;

import org.jspecify.annotations.NullMarked;
