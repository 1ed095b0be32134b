/// Tests.
@NullMarked
package dev.sosia.trainer.plot;

import org.jspecify.annotations.NullMarked;
