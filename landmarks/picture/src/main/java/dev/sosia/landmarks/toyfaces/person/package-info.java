/// # What a drawn person is
///
/// The inputs of a picture, each on its own: who ([dev.sosia.landmarks.toyfaces.person.Identity]),
/// with which expression ([dev.sosia.landmarks.toyfaces.person.Expression], as
/// [dev.sosia.landmarks.toyfaces.person.ActionUnits]), and how the photo was taken
/// ([dev.sosia.landmarks.toyfaces.person.Scene]: pose, light, backdrop, clothes). Lengths are in
/// face units: half the width of an average face, about 7 cm.
@NullMarked
package dev.sosia.landmarks.toyfaces.person;

import org.jspecify.annotations.NullMarked;
