/// # How well expressions are read
///
/// [Confusion] counts what was said of what, [Proportion] says how sure a share is, [Evaluation]
/// has a network read a whole set.
@NullMarked
package dev.sosia.dan.judge;

import org.jspecify.annotations.NullMarked;
