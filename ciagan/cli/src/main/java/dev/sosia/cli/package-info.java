/// The command line.
@NullMarked
package dev.sosia.cli;

import org.jspecify.annotations.NullMarked;
