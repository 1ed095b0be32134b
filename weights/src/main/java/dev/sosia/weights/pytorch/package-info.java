/// # PyTorch's files
///
/// `torch.save` (PyTorch's `torch/serialization.py`) writes a pickle in which every tensor is a
/// call, `torch._utils._rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks)`,
/// and every storage a persistent id, `("storage", torch.FloatStorage, key, location, numel)`.
/// Tensors with the same key share memory.
///
/// * Since 1.6 a zip archive: `ROOT/data.pkl`, one stored entry `ROOT/data/KEY` a storage,
///   `ROOT/version`, `ROOT/byteorder` and a few more. Read by
///   [dev.sosia.weights.pytorch.PthReader], written by [dev.sosia.weights.pytorch.PthWriter].
/// * Before that, five parts one behind the other: the pickled magic number, protocol number 1001,
///   a record about the machine, the value, and the list of storage keys; then for each key a
///   64-bit element count and the elements. Read by [dev.sosia.weights.pytorch.LegacyPthReader].
///
/// [dev.sosia.weights.pytorch.TorchObjects] knows the names that both may use. Storages come after
/// the pickle in the old format, so tensors are made only once everything is read.
@NullMarked
package dev.sosia.weights.pytorch;

import org.jspecify.annotations.NullMarked;
