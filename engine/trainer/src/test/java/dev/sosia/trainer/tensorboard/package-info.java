/// Tests.
@NullMarked
package dev.sosia.trainer.tensorboard;

import org.jspecify.annotations.NullMarked;
