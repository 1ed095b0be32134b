/// Timings against peers: every contestant in a process of its own that computes when told to
/// ([Contestant] inside, [Worker] outside), so that rounds can take turns on one machine.
@NullMarked
package dev.sosia.benchmarks;

import org.jspecify.annotations.NullMarked;
