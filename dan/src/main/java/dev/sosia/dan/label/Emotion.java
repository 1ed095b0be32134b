package dev.sosia.dan.label;

/// The basic emotions that faces are sorted by (Ekman), and the face that shows none.
public enum Emotion {
  NEUTRAL,
  HAPPINESS,
  SADNESS,
  SURPRISE,
  FEAR,
  DISGUST,
  ANGER,
  CONTEMPT
}
