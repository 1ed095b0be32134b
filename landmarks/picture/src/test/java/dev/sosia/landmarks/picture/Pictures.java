package dev.sosia.landmarks.picture;

import java.util.Random;

/// Small pictures for tests.
final class Pictures {
  private Pictures() {}

  static Picture grey(int width, int height, int... levels) {
    return of(width, height, 1, levels);
  }

  static Picture rgb(int width, int height, int... levels) {
    return of(width, height, 3, levels);
  }

  private static Picture of(int width, int height, int channels, int... levels) {
    byte[] data = new byte[levels.length];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) levels[i];
    }
    return Picture.of(width, height, channels, data);
  }

  static Picture noise(int width, int height, int channels, long seed) {
    byte[] data = new byte[width * height * channels];
    new Random(seed).nextBytes(data);
    return Picture.of(width, height, channels, data);
  }

  /// Slow ramps in all channels, which JPEG keeps well.
  static Picture smooth(int width, int height) {
    byte[] data = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = (y * width + x) * 3;
        data[at] = (byte) Math.min(60 + x, 255);
        data[at + 1] = (byte) Math.max(200 - y, 0);
        data[at + 2] = (byte) Math.min(90 + (x + y) / 2, 255);
      }
    }
    return Picture.of(width, height, 3, data);
  }

  static Picture channel(Picture p, int channel) {
    byte[] data = new byte[p.width() * p.height()];
    for (int i = 0; i < data.length; i++) {
      data[i] = p.data()[i * p.channels() + channel];
    }
    return Picture.of(p.width(), p.height(), 1, data);
  }

  static Picture transposed(Picture p) {
    byte[] data = new byte[p.data().length];
    for (int y = 0; y < p.height(); y++) {
      for (int x = 0; x < p.width(); x++) {
        for (int c = 0; c < p.channels(); c++) {
          data[(x * p.height() + y) * p.channels() + c] = (byte) p.at(x, y, c);
        }
      }
    }
    return Picture.of(p.height(), p.width(), p.channels(), data);
  }

  static int[] levels(Picture p) {
    int[] levels = new int[p.data().length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = p.data()[i] & 255;
    }
    return levels;
  }

  static int largestDifference(Picture a, Picture b) {
    int[] x = levels(a);
    int[] y = levels(b);
    if (x.length != y.length || a.width() != b.width()) {
      throw new AssertionError(a + " against " + b);
    }
    int largest = 0;
    for (int i = 0; i < x.length; i++) {
      largest = Math.max(largest, Math.abs(x[i] - y[i]));
    }
    return largest;
  }
}
