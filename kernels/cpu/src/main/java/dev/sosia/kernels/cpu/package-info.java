/// # The CPU backend: kernels in C
///
/// The C sources are in `src/main/c`: read `sk.h` (the interface), then `elementwise.c`, `tile.h`
/// and `conv.c`. They are compiled once per instruction set level into one shared library, which
/// the build puts into the jar ([NativeLibrary]) and [Sk] and [SkSteps] bind. [NativeBackend]
/// answers the engine's kernels: it writes the operands as C structs ([CallFrame]) and makes one
/// call a kernel.
///
/// A compiled program ([NativePlan]) keeps pictures with channels side by side ([PictureFrames]),
/// packs weights once and lets activations ride along ([PlanBuilder], `last.c`); what has no kernel
/// of that kind is replayed on strided views.
///
/// **Invariants.** Computation is in F32. Results depend on the instruction set level but not on
/// the number of threads: work is cut into tiles whose borders depend on sizes alone. Every call is
/// done when it returns. Memory is this backend's own ([NativeMemory]) and goes back when it is
/// closed.
@NullMarked
package dev.sosia.kernels.cpu;

import org.jspecify.annotations.NullMarked;
