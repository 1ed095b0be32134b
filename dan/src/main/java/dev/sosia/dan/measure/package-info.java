/// # How well a finished network reads
///
/// [Measurement] has a [dev.sosia.dan.recognize.Recognizer] read a whole set, and read it again
/// with the faces moved a little.
@NullMarked
package dev.sosia.dan.measure;

import org.jspecify.annotations.NullMarked;
