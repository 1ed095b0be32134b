@NullMarked
package dev.sosia.study.photo;

import org.jspecify.annotations.NullMarked;
