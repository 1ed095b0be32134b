/// # How CIAGAN trains
///
/// Three networks against and beside each other: the siamese network learns who is who, the critic
/// learns to tell pictures from drawn ones, and the generator learns to draw faces that the critic
/// takes for pictures and the siamese network for the person that was asked for. Read
/// [TrainingStep], which is the algorithm, then [Batch], what it is fed with, and [Recipe], its
/// numbers.
@NullMarked
package dev.sosia.ciagan.training;

import org.jspecify.annotations.NullMarked;
