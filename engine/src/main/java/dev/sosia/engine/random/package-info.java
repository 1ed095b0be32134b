/// Random numbers that can be stopped, saved and continued, and are the same on every machine,
/// backend and number of threads: they are drawn on the host, by counting.
@NullMarked
package dev.sosia.engine.random;

import org.jspecify.annotations.NullMarked;
