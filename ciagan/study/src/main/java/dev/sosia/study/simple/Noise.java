package dev.sosia.study.simple;

import dev.sosia.ciagan.data.FaceData;
import dev.sosia.ciagan.data.PictureId;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.random.Philox;
import dev.sosia.landmarks.picture.Planes;

/// Gaussian noise on every value of every pixel. The same picture under the same seed gets the same
/// noise, whichever others are done.
///
/// @param sigma standard deviation as a share of black to white, above 0
public record Noise(double sigma) implements SimpleMethod {
  /// Where nothing else is said: 77 grey levels.
  public static final double SIGMA = 0.3;

  private static final long STREAM = 0x6E6F_6973_0000_0000L;

  /// Checks the number.
  ///
  /// @throws InputException if the deviation is out of range
  public Noise {
    if (!(sigma > 0 && sigma < Double.POSITIVE_INFINITY)) {
      throw new InputException("method noise: sigma is a number above 0, not " + sigma);
    }
  }

  @Override
  public FaceDrawer on(FaceData data, int size, long seed, Runnable each) {
    return sample -> noisy(sample.face(), new Philox(seed, stream(sample.id())));
  }

  private static long stream(PictureId id) {
    return STREAM ^ ((long) id.identity() << 32) ^ id.number();
  }

  private Planes noisy(Planes face, Philox random) {
    float[] out = face.data().clone();
    for (int i = 0; i < out.length; i++) {
      out[i] += (float) (sigma * random.nextGaussian());
    }
    return Planes.of(face.channels(), face.height(), face.width(), out);
  }
}
