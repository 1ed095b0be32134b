package dev.sosia.dan.recognize;

import dev.sosia.dan.attention.HeatMap;
import dev.sosia.landmarks.picture.Picture;
import java.util.List;

/// What a network said of a face, and what it looked at.
///
/// @param face as the network saw it, before normalisation
/// @param heads where each attention head looked
/// @param gradCam, gradCamPlusPlus which places spoke for the class it said
public record Explanation(
    Picture face, Reading reading, List<HeatMap> heads, HeatMap gradCam, HeatMap gradCamPlusPlus) {}
