/// # How DAN trains
///
/// Read [TrainingStep].
@NullMarked
package dev.sosia.dan.training;

import org.jspecify.annotations.NullMarked;
