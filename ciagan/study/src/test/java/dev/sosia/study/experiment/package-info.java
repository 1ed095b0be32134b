@NullMarked
package dev.sosia.study.experiment;

import org.jspecify.annotations.NullMarked;
