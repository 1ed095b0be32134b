package dev.sosia.study.simple;

import dev.sosia.ciagan.data.Sample;
import dev.sosia.landmarks.picture.Planes;

/// Draws what comes in the place of a face. Safe for any number of threads.
@FunctionalInterface
public interface FaceDrawer {

  /// A picture of the sample's size, `[3, S, S]`, of which what lies inside the mask will be shown.
  Planes draw(Sample sample);
}
