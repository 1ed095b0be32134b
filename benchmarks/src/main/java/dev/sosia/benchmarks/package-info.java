/// Timings against peers.
@NullMarked
package dev.sosia.benchmarks;

import org.jspecify.annotations.NullMarked;
