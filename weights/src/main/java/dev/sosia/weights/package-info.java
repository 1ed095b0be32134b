/// Checkpoints in, state dicts out.
@NullMarked
package dev.sosia.weights;

import org.jspecify.annotations.NullMarked;
