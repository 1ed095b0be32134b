/// # Data sets on disk
///
/// A [dev.sosia.landmarks.dataset.DataSetPlan] says which files a data set has and makes them piece
/// by piece; [dev.sosia.landmarks.dataset.DataSetWriter] writes them, on all cores, and goes on
/// where it was interrupted.
@NullMarked
package dev.sosia.landmarks.dataset;

import org.jspecify.annotations.NullMarked;
