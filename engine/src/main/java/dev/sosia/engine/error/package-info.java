/// Errors that speak to the person at the keyboard: one sentence, what was found, what to do.
@NullMarked
package dev.sosia.engine.error;

import org.jspecify.annotations.NullMarked;
