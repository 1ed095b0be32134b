@NullMarked
package dev.sosia.study.preserve;

import org.jspecify.annotations.NullMarked;
