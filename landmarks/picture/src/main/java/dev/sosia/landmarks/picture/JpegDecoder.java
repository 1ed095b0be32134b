package dev.sosia.landmarks.picture;

import dev.sosia.engine.error.InputException;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageReader;

/// JPEG's components, as the JDK's libjpeg decodes them, to pictures.
///
/// Inverse transform and chroma upsampling of the JDK's libjpeg (version 6b) and of libjpeg-turbo
/// are the same in every bit, but for chroma of half height and full width ("4:4:0", as turned
/// pictures have it), which [#smoothRows] makes up for. Colours are made here, by libjpeg's
/// integers.
final class JpegDecoder {
  private JpegDecoder() {}

  static Picture decode(JpegFile file, String name) {
    byte[] in = components(file, name);
    if (file.tallChroma()) {
      smoothRows(in, file.width(), file.height());
    }
    if (file.components() == 1) {
      return Picture.of(file.width(), file.height(), 1, in);
    }
    byte[] rgb =
        switch (file.colors()) {
          case GREY, RGB -> in;
          case YCC -> JpegColors.yccToRgb(in);
          case CMYK -> JpegColors.cmykToRgb(in);
          case YCCK -> JpegColors.cmykToRgb(JpegColors.ycckToCmyk(in));
        };
    return Picture.of(file.width(), file.height(), 3, rgb);
  }

  /// The components of each pixel side by side, all of full size.
  private static byte[] components(JpegFile file, String name) {
    List<String> damage = new ArrayList<>();
    try {
      ImageReader reader = ImageIoPlugins.reader("jpeg");
      try {
        reader.addIIOReadWarningListener(
            (_, warning) -> {
              // bytes too many before a marker cost no pixel
              if (!warning.contains("extraneous bytes")) {
                damage.add(warning);
              }
            });
        reader.setInput(ImageIoPlugins.stream(file.stripped()), true, true);
        Raster raster = reader.readRaster(0, null);
        if (!damage.isEmpty()) {
          throw new InputException(
              "%s is a damaged JPEG file: %s".formatted(name, damage.getFirst()));
        }
        return ((DataBufferByte) raster.getDataBuffer()).getData();
      } finally {
        reader.dispose();
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new InputException("%s is a damaged JPEG file: %s".formatted(name, e.getMessage()), e);
    }
  }

  /// Replaces chroma rows that were merely doubled by libjpeg-turbo's: three parts the own row, one
  /// part the nearer neighbour, rounded down and up in turn.
  private static void smoothRows(byte[] ycc, int width, int height) {
    int stride = width * 3;
    int rows = (height + 1) / 2;
    byte[] above = new byte[stride];
    byte[] own = new byte[stride];
    byte[] below = new byte[stride];
    System.arraycopy(ycc, 0, own, 0, stride);
    System.arraycopy(own, 0, above, 0, stride);
    for (int row = 0; row < rows; row++) {
      System.arraycopy(ycc, Math.min(row + 1, rows - 1) * 2 * stride, below, 0, stride);
      mixChroma(ycc, row * 2 * stride, own, above, 1);
      if (row * 2 + 1 < height) {
        mixChroma(ycc, (row * 2 + 1) * stride, own, below, 2);
      }
      byte[] free = above;
      above = own;
      own = below;
      below = free;
    }
  }

  private static void mixChroma(byte[] ycc, int at, byte[] near, byte[] far, int rounding) {
    for (int x = 0; x < near.length; x += 3) {
      for (int c = x + 1; c < x + 3; c++) {
        ycc[at + c] = (byte) ((3 * (near[c] & 255) + (far[c] & 255) + rounding) >> 2);
      }
    }
  }
}
