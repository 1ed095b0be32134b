/// # People that do not exist
///
/// Faces drawn from a seed, with the exact place of every landmark: what this project trains and
/// demonstrates on, since no photo of a real person ships.
///
/// [dev.sosia.landmarks.toyfaces.ToyFaces] is a whole data set, written
/// `toyfaces:ids=40,per-id=60,seed=1`; [dev.sosia.landmarks.toyfaces.ToyFace] is one picture of it.
/// What a person is lies in `person`, how one becomes a picture in `render`.
@NullMarked
package dev.sosia.landmarks.toyfaces;

import org.jspecify.annotations.NullMarked;
