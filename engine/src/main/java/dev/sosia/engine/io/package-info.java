/// Files that are either wholly there or not at all.
@NullMarked
package dev.sosia.engine.io;

import org.jspecify.annotations.NullMarked;
