@NullMarked
package dev.sosia.study.tradeoff;

import org.jspecify.annotations.NullMarked;
