/// # Kernels: what a backend must be able to do
///
/// A [Kernel] is one computation on whole tensors, named and with its attributes, without data. The
/// list is sealed and short: everything the networks need is written in these, and each backend
/// answers all of them (its `switch` has no `default`, so a new kernel does not compile until every
/// backend has one).
///
/// Read [Unary], then [Conv2d], then [AxisMap2d].
///
/// **Invariants.** Kernels hold attributes, never tensors; they are immutable and shared between
/// threads. [Kernel#outputs] is the only place where shapes and types are checked: a backend may
/// rely on what it lets through. Sizes are `N C H W`, weights `O I kh kw`, whatever layout a
/// backend prefers inside.
///
/// Nothing here knows gradients: those are written in `dev.sosia.engine.op`, in kernels again, so
/// that they can be differentiated once more.
@NullMarked
package dev.sosia.engine.kernel;

import org.jspecify.annotations.NullMarked;
