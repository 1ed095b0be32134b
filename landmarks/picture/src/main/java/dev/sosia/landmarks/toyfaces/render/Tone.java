package dev.sosia.landmarks.toyfaces.render;

/// From amounts of light to bytes.
final class Tone {
  private static final byte[] SRGB = new byte[4097];

  static {
    for (int i = 0; i < SRGB.length; i++) {
      double v = i / 4096.0;
      double s = v <= 0.0031308 ? 12.92 * v : 1.055 * StrictMath.pow(v, 1 / 2.4) - 0.055;
      SRGB[i] = (byte) (int) (255 * s + 0.5);
    }
  }

  private Tone() {}

  /// Bright light runs out slowly, as on film: unchanged up to 0.7, never above 1.
  static double compress(double v) {
    if (v <= 0.7) {
      return v > 0 ? v : 0;
    }
    double over = v - 0.7;
    return 0.7 + 0.3 * over / (over + 0.3);
  }

  /// An sRGB byte for light 0..1.
  static byte srgb(double v) {
    return SRGB[(int) (Math.clamp(v, 0, 1) * 4096 + 0.5)];
  }
}
