@NullMarked
package dev.sosia.study.measure;

import org.jspecify.annotations.NullMarked;
