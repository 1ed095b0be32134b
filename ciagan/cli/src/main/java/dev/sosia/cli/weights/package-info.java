/// `sosia weights`: checkpoints looked at, converted, compared and exported without Python.
@NullMarked
package dev.sosia.cli.weights;

import org.jspecify.annotations.NullMarked;
