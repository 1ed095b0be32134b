/// C kernels for CPUs.
@NullMarked
package dev.sosia.kernels.cpu;

import org.jspecify.annotations.NullMarked;
