package dev.sosia.landmarks.toyfaces.person;

/// A person's glasses.
///
/// @param worn whether there are any
/// @param width, height half of a lens's
/// @param roundness 0 (rectangular) to 1 (round)
/// @param thickness of the frame
public record Glasses(
    boolean worn, Rgb color, double width, double height, double roundness, double thickness) {}
