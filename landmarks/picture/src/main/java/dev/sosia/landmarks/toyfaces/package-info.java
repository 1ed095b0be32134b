/// # People that do not exist
///
/// Faces drawn from a seed, with the exact place of every landmark: what the demo runs on, since no
/// photo of a real person ships.
@NullMarked
package dev.sosia.landmarks.toyfaces;

import org.jspecify.annotations.NullMarked;
