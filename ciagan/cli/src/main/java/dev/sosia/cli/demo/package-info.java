/// `sosia demo`.
@NullMarked
package dev.sosia.cli.demo;

import org.jspecify.annotations.NullMarked;
