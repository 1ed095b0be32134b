package dev.sosia.study.simple;

import dev.sosia.ciagan.data.FaceData;
import dev.sosia.landmarks.picture.Planes;

/// A black patch: nothing of the face is left.
public record Mask() implements SimpleMethod {

  @Override
  public FaceDrawer on(FaceData data, int size, long seed, Runnable each) {
    return sample ->
        Planes.of(
            sample.face().channels(),
            sample.face().height(),
            sample.face().width(),
            new float[sample.face().data().length]);
  }
}
