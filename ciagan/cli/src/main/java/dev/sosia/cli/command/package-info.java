/// # What every command is made of
///
/// A command extends [SubCommand]: it gets the [GlobalOptions], writes to the [Console] and shows
/// its [Progress]. It lives in a package of its own beside this one, and is listed in
/// `dev.sosia.cli.Commands`.
@NullMarked
package dev.sosia.cli.command;

import org.jspecify.annotations.NullMarked;
