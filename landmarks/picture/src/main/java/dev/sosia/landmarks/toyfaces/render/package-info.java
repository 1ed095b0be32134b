/// # How a drawn person becomes a picture
///
/// A small software renderer. The head is a surface over face coordinates: x to the picture's
/// right, y up, (0, 0) between the eyes, z towards the camera, in face units
/// ([dev.sosia.landmarks.toyfaces.render.HeadSurface]). What lies on it (eyes, brows, lips) are
/// curves in x and y ([dev.sosia.landmarks.toyfaces.render.FaceCurves]), which shape the surface,
/// are painted on it and give the landmarks, so that these fit by construction. Meshes are turned,
/// rasterised with a depth buffer ([dev.sosia.landmarks.toyfaces.render.Samples]), and every sample
/// is painted and lit. Only IEEE arithmetic, square roots and `StrictMath` are used: the same
/// inputs give the same bytes on every machine.
@NullMarked
package dev.sosia.landmarks.toyfaces.render;

import org.jspecify.annotations.NullMarked;
