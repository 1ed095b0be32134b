/// # Operations: what networks are written in
///
/// Each class is a family of operations, each operation a static method: it runs kernels, and
/// records how gradients pass back through it. Read [Elementwise], then [Shapes], then
/// [Convolutions].
///
/// **Rules for a backward rule.** It is written in these operations, so that a gradient can be
/// differentiated again. It takes tensors from its context only. Where a kernel computes several
/// gradients in one go ([Normalizations]), it serves while nothing is recorded; otherwise the
/// operation's own composition is differentiated, which needs no second formula.
///
/// **To add one:** CONTRIBUTING.md, "Add an operation".
@NullMarked
package dev.sosia.engine.op;

import org.jspecify.annotations.NullMarked;
