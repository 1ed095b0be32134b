/// # Points of a face, and figures drawn from them
///
/// The two schemes of points (iBUG's 68 in [dev.sosia.landmarks.figure.FaceLandmarks], the face
/// mesh's outlines in [dev.sosia.landmarks.figure.MeshContour]) whatever they come from, and lines
/// and polygons as OpenCV draws them ([dev.sosia.landmarks.figure.Drawing]).
@NullMarked
package dev.sosia.landmarks.figure;

import org.jspecify.annotations.NullMarked;
