/// DAN.
@NullMarked
package dev.sosia.dan;

import org.jspecify.annotations.NullMarked;
