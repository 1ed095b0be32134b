@NullMarked
package dev.sosia.study.control;

import org.jspecify.annotations.NullMarked;
