/// What tests of other modules share: a device for each test that must come back empty.
@NullMarked
package dev.sosia.engine.testing;

import org.jspecify.annotations.NullMarked;
