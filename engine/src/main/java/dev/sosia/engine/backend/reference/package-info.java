/// # The reference backend: every kernel as its specification reads
///
/// Plain Java, and the judge of all other backends. Whatever the type of a tensor, values are read
/// into `double[]` in row-major order, computed on, and rounded once when they are stored
/// ([Elements]). So strides, types and rounding live in one file, F32 results are as exact as F32
/// can say, and F64 comes for free. All cores work ([Parallel]); work is cut at places that do not
/// depend on how many there are, so results do not either.
///
/// Read [ReferenceBackend], then [Elements], then [Convolution].
@NullMarked
package dev.sosia.engine.backend.reference;

import org.jspecify.annotations.NullMarked;
