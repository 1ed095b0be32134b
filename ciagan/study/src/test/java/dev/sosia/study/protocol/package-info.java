@NullMarked
package dev.sosia.study.protocol;

import org.jspecify.annotations.NullMarked;
