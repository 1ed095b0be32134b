/// Tests of the C kernels: each against plain loops in double ([Oracle]), at every instruction set
/// level that this CPU has, on one thread and on two, with operands that lie in every way.
@NullMarked
package dev.sosia.kernels.cpu;

import org.jspecify.annotations.NullMarked;
