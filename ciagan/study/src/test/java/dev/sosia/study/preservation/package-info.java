@NullMarked
package dev.sosia.study.preservation;

import org.jspecify.annotations.NullMarked;
