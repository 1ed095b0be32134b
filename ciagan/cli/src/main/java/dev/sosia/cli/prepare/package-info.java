/// `prepare`: photos, or drawn people, to data sets on disk.
@NullMarked
package dev.sosia.cli.prepare;

import org.jspecify.annotations.NullMarked;
