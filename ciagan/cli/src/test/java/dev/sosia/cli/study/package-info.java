@NullMarked
package dev.sosia.cli.study;

import org.jspecify.annotations.NullMarked;
