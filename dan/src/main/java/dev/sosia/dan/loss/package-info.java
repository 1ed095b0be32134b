/// DAN's losses beside cross entropy.
@NullMarked
package dev.sosia.dan.loss;

import org.jspecify.annotations.NullMarked;
