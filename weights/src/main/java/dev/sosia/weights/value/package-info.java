/// # What is in a checkpoint
///
/// [dev.sosia.weights.value.Value] is everything a file may hold, as data: numbers, text, lists,
/// dictionaries, tensors. [dev.sosia.weights.value.HostTensor] is a view of a storage in memory
/// outside the heap, most often a mapped file; several tensors may share one storage, as in the
/// file. Nothing here copies unless its name says so, and nothing is ever written to.
@NullMarked
package dev.sosia.weights.value;

import org.jspecify.annotations.NullMarked;
