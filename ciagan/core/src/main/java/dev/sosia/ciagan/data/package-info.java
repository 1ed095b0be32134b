/// CIAGAN's data, as the original reads it: from folders to the numbers that its networks see.
///
/// Read [CiaganFolder] first (what lies on disk), then [Preprocessing] (what is done to a picture),
/// [SampleLoader] (one sample) and [PairSampler] (which samples make an epoch).
///
/// Nothing here draws random numbers by itself: they are handed in, so that a run can be repeated
/// and a worker thread changes nothing.
@NullMarked
package dev.sosia.ciagan.data;

import org.jspecify.annotations.NullMarked;
