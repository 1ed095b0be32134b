/// Cases of optimisers, of preprocessing, and of checkpoints.
@NullMarked
package dev.sosia.cli.verify.kinds;

import org.jspecify.annotations.NullMarked;
