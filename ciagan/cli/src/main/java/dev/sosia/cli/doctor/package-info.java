/// `sosia doctor`: what this machine can do, and for each missing part the remedy.
@NullMarked
package dev.sosia.cli.doctor;

import org.jspecify.annotations.NullMarked;
