/// `sosia expression`.
@NullMarked
package dev.sosia.cli.expression;

import org.jspecify.annotations.NullMarked;
