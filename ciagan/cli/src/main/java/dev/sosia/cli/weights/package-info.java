/// `sosia weights`: checkpoints looked at, converted and compared without Python.
@NullMarked
package dev.sosia.cli.weights;

import org.jspecify.annotations.NullMarked;
