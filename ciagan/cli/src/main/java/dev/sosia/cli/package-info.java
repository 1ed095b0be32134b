/// # The command line
///
/// `Main` runs [Sosia], which parses with picocli, runs one command and turns whatever comes of it
/// into an exit code. `Commands` lists the commands; each has a package (`doctor`, ...) and is
/// written on top of `command`.
@NullMarked
package dev.sosia.cli;

import org.jspecify.annotations.NullMarked;
