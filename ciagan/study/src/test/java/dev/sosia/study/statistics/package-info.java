@NullMarked
package dev.sosia.study.statistics;

import org.jspecify.annotations.NullMarked;
