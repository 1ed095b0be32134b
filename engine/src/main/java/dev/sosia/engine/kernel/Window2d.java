package dev.sosia.engine.kernel;

/// How a convolution's window walks over a picture, per axis: height first. Padding is with zeros
/// on both sides.
public record Window2d(
    int strideH, int strideW, int padH, int padW, int dilationH, int dilationW, int groups) {

  /// A window that moves by `stride` over a picture padded by `padding`, undilated, in one group.
  public static Window2d of(int stride, int padding) {
    return new Window2d(stride, stride, padding, padding, 1, 1, 1);
  }

  /// Rows of the result for `h` rows and a kernel of `kh`: floor((h + 2p - d(k-1) - 1)/s) + 1.
  public int outH(int h, int kh) {
    return Math.floorDiv(h + 2 * padH - dilationH * (kh - 1) - 1, strideH) + 1;
  }

  /// Columns of the result for `w` columns and a kernel of `kw`.
  public int outW(int w, int kw) {
    return Math.floorDiv(w + 2 * padW - dilationW * (kw - 1) - 1, strideW) + 1;
  }

  boolean isLegal() {
    return strideH > 0
        && strideW > 0
        && padH >= 0
        && padW >= 0
        && dilationH > 0
        && dilationW > 0
        && groups > 0;
  }
}
