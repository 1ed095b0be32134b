/// # Tensors, who frees them, and how gradients are found
///
/// Read [Tensor], then [Scope], then [Autograd], then [Node].
///
/// A [Tensor] is a handle: a view of a [Storage] on a [Device]. Handles belong to the innermost
/// open [Scope] of their thread and end with it, unless [Scope#keep] hands them to the next one.
/// Memory goes back when the last handle and the last recorded operation that saved it are gone,
/// whichever comes last: nothing waits for a garbage collector.
///
/// While recording (the default; see [Autograd#noGrad]) every operation on a tensor that requires a
/// gradient leaves a [Node]: what it was, what it saved, and how gradients pass through it. Those
/// backward rules are written in operations too, so a gradient can be differentiated again.
///
/// **Invariants.** A result belongs to the innermost scope, never to an argument's. Tensors and
/// scopes belong to one thread. Values saved for a backward pass must not be written to before it;
/// that is checked.
@NullMarked
package dev.sosia.engine.tensor;

import org.jspecify.annotations.NullMarked;
