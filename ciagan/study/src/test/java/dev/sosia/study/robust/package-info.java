@NullMarked
package dev.sosia.study.robust;

import org.jspecify.annotations.NullMarked;
