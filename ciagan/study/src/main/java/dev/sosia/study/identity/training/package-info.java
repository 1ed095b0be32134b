/// # How the judge of identity is trained
///
/// As a classifier of its own people by the angle between embeddings ([PersonDirections]), on faces
/// that are made worse at random ([IdentityAugmentation]). Read [IdentityTraining].
@NullMarked
package dev.sosia.study.identity.training;

import org.jspecify.annotations.NullMarked;
