@NullMarked
package dev.sosia.study.simple;

import org.jspecify.annotations.NullMarked;
