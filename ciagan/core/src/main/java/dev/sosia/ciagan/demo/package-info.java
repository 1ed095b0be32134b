/// The demonstration: the generator that ships, shown on drawn people, with a judgement.
@NullMarked
package dev.sosia.ciagan.demo;

import org.jspecify.annotations.NullMarked;
