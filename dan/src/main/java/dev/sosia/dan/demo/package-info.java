/// The network that ships.
@NullMarked
package dev.sosia.dan.demo;

import org.jspecify.annotations.NullMarked;
