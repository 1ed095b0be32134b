@NullMarked
package dev.sosia.study.variant;

import org.jspecify.annotations.NullMarked;
