/// Tests of the trainer, on a small network that has all kinds of state.
@NullMarked
package dev.sosia.trainer;

import org.jspecify.annotations.NullMarked;
