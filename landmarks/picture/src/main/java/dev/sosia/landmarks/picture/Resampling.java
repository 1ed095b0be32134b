package dev.sosia.landmarks.picture;

/// The filters of Pillow's `Image.resize`, under its names.
public enum Resampling {
  /// The pixel under the centre, no filter.
  NEAREST(0),
  /// Every source pixel that a result pixel covers, equally: 1 on (-0.5, 0.5].
  BOX(0.5),
  /// `1 - |x|`
  BILINEAR(1),
  /// `sinc(x) (0.54 + 0.46 cos(pi x))`
  HAMMING(1),
  /// Keys' cubic with a = -0.5.
  BICUBIC(2),
  /// `sinc(x) sinc(x / 3)`
  LANCZOS(3);

  /// How far the filter reaches to each side, in result pixels when shrinking and source pixels
  /// when enlarging.
  final double support;

  Resampling(double support) {
    this.support = support;
  }

  /// The filter's value at `x`. The arithmetic is Pillow's, down to its order and its two single
  /// precision constants: a last bit here can become a grey level in the result.
  double weight(double x) {
    double d = Math.abs(x);
    return switch (this) {
      case NEAREST -> throw new IllegalStateException("NEAREST has no weights");
      case BOX -> x > -0.5 && x <= 0.5 ? 1 : 0;
      case BILINEAR -> d < 1 ? 1 - d : 0;
      case HAMMING -> d < 1 ? sinc(d) * (0.54f + 0.46f * Math.cos(Math.PI * d)) : 0;
      case BICUBIC -> {
        if (d < 1) {
          yield (1.5 * d - 2.5) * d * d + 1;
        }
        yield d < 2 ? (((d - 5) * d + 8) * d - 4) * -0.5 : 0;
      }
      case LANCZOS -> x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0;
    };
  }

  private static double sinc(double x) {
    double t = x * Math.PI;
    return t == 0 ? 1 : Math.sin(t) / t;
  }
}
