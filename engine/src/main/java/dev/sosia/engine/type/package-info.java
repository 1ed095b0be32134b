/// What a value is made of: element types, shapes, memory layouts. Depends on nothing.
@NullMarked
package dev.sosia.engine.type;

import org.jspecify.annotations.NullMarked;
