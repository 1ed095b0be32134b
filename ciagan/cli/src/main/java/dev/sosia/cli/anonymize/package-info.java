/// `sosia anonymize`.
@NullMarked
package dev.sosia.cli.anonymize;

import org.jspecify.annotations.NullMarked;
