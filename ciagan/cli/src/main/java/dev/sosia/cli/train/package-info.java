/// The command `train`: recipes, settings and data from the command line to the trainer, and how a
/// training goes back to whoever watches.
@NullMarked
package dev.sosia.cli.train;

import org.jspecify.annotations.NullMarked;
