/// CIAGAN's losses that are more than one operation of the engine.
@NullMarked
package dev.sosia.ciagan.loss;

import org.jspecify.annotations.NullMarked;
