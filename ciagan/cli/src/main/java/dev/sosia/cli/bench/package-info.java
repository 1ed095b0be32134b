/// Timings of our networks beside those of other programs.
@NullMarked
package dev.sosia.cli.bench;

import org.jspecify.annotations.NullMarked;
