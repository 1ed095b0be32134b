/// CIAGAN.
@NullMarked
package dev.sosia.ciagan;

import org.jspecify.annotations.NullMarked;
