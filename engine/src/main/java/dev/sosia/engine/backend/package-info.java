/// # Backends: who computes, and in whose memory
///
/// A [Backend] owns memory ([Buffer]) and computes [dev.sosia.engine.kernel.Kernel]s on views of it
/// ([Operand]). It is found through [BackendProvider] by `java.util.ServiceLoader`, so nobody
/// compiles against an implementation.
///
/// **Invariants.** Work is enqueued in program order and may run later: only [Backend#read] and
/// [Backend#synchronize] wait. Nothing above a backend looks into a [Buffer]. Outputs never overlap
/// inputs, except that the optimiser kernels (and `copy` onto the very same view) work in place.
/// Inputs have any strides, zero and negative ones included; outputs too, but no two elements of an
/// output share a place. A backend is used by one thread at a time per device; it may use as many
/// threads as it was opened with, and its results do not depend on how many.
///
/// `dev.sosia.engine.backend.reference` is the plain Java backend: the judge of all others.
@NullMarked
package dev.sosia.engine.backend;

import org.jspecify.annotations.NullMarked;
