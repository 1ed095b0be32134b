@NullMarked
package dev.sosia.study.report;

import org.jspecify.annotations.NullMarked;
