/// # Bytes of a file
///
/// Reading from and writing to files that were made elsewhere, perhaps by someone hostile.
/// [dev.sosia.weights.bytes.ByteReader] never reads past its end, and whatever is wrong with a file
/// is a [dev.sosia.weights.bytes.MalformedException], which says so in one sentence.
@NullMarked
package dev.sosia.weights.bytes;

import org.jspecify.annotations.NullMarked;
