package dev.sosia.study.simple;

import dev.sosia.ciagan.data.FaceData;
import dev.sosia.engine.error.InputException;
import dev.sosia.landmarks.picture.Planes;

/// A Gaussian blur, edges repeated.
///
/// @param sigma standard deviation as a share of the picture's side, above 0 and at most 1
public record Blur(double sigma) implements SimpleMethod {
  /// Where nothing else is said: 8 of 128 pixels.
  public static final double SIGMA = 0.0625;

  /// Where the bell is cut off, in standard deviations.
  private static final int REACH = 4;

  /// Checks the number.
  ///
  /// @throws InputException if the deviation is out of range
  public Blur {
    if (!(sigma > 0 && sigma <= 1)) {
      throw new InputException("method blur: sigma is above 0 and at most 1, not " + sigma);
    }
  }

  @Override
  public FaceDrawer on(FaceData data, int size, long seed, Runnable each) {
    double[] bell = bell(sigma * size);
    return sample -> blurred(sample.face(), bell);
  }

  /// Weights of the pixels at distances 0, 1, ..; both sides together sum to 1.
  private static double[] bell(double deviation) {
    double[] bell = new double[(int) Math.ceil(REACH * deviation) + 1];
    double sum = 0;
    for (int i = 0; i < bell.length; i++) {
      bell[i] = Math.exp(-0.5 * i * i / (deviation * deviation));
      sum += i == 0 ? bell[i] : 2 * bell[i];
    }
    for (int i = 0; i < bell.length; i++) {
      bell[i] /= sum;
    }
    return bell;
  }

  private static Planes blurred(Planes face, double[] bell) {
    int h = face.height();
    int w = face.width();
    float[] out = new float[face.data().length];
    double[] rows = new double[h * w];
    for (int c = 0; c < face.channels(); c++) {
      for (int y = 0; y < h; y++) {
        for (int x = 0; x < w; x++) {
          double sum = bell[0] * face.at(c, y, x);
          for (int k = 1; k < bell.length; k++) {
            float left = face.at(c, y, Math.max(x - k, 0));
            sum += bell[k] * (left + face.at(c, y, Math.min(x + k, w - 1)));
          }
          rows[y * w + x] = sum;
        }
      }
      for (int y = 0; y < h; y++) {
        for (int x = 0; x < w; x++) {
          double sum = bell[0] * rows[y * w + x];
          for (int k = 1; k < bell.length; k++) {
            double above = rows[Math.max(y - k, 0) * w + x];
            sum += bell[k] * (above + rows[Math.min(y + k, h - 1) * w + x]);
          }
          out[(c * h + y) * w + x] = (float) sum;
        }
      }
    }
    return Planes.of(face.channels(), h, w, out);
  }
}
