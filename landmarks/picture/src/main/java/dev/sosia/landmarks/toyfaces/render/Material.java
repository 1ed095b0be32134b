package dev.sosia.landmarks.toyfaces.render;

/// What a sample shows.
enum Material {
  BACKDROP,
  FACE,
  EAR,
  NECK,
  CLOTH,
  HAIR,
  GLASSES
}
