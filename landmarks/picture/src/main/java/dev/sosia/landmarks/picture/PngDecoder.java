package dev.sosia.landmarks.picture;

import dev.sosia.engine.error.InputException;
import java.awt.image.Raster;
import java.io.IOException;
import javax.imageio.ImageReader;

/// PNG's samples, as the JDK's reader unpacks them, to 8-bit pictures.
final class PngDecoder {
  private PngDecoder() {}

  static Picture decode(PngFile file, String name) {
    Raster raster = samples(file, name);
    return file.colorType() == 3 ? colors(file, raster) : levels(file, raster);
  }

  private static Raster samples(PngFile file, String name) {
    try {
      ImageReader reader = ImageIoPlugins.reader("png");
      try {
        reader.setInput(ImageIoPlugins.stream(file.stripped()), true, true);
        return reader.read(0).getRaster();
      } finally {
        reader.dispose();
      }
    } catch (IOException | IllegalArgumentException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new InputException(
          "%s is a damaged PNG file: its pixels do not unpack (%s)"
              .formatted(name, cause.getMessage() == null ? "too few" : cause.getMessage()),
          e);
    }
  }

  /// Grey and RGB of any depth to 8 bits; alpha is left out.
  private static Picture levels(PngFile file, Raster raster) {
    int width = file.width();
    int channels = file.colorType() == 0 || file.colorType() == 4 ? 1 : 3;
    int bands = raster.getNumBands();
    byte[] out = new byte[Picture.bytes(width, file.height(), channels)];
    int[] row = new int[width * bands];
    int at = 0;
    for (int y = 0; y < file.height(); y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < channels; c++) {
          int v = row[x * bands + c];
          out[at++] = (byte) (file.depth() == 16 ? v >> 8 : v * 255 / ((1 << file.depth()) - 1));
        }
      }
    }
    return Picture.of(width, file.height(), channels, out);
  }

  /// Palette indices to their colours; an index beyond the palette is black, as in Pillow.
  private static Picture colors(PngFile file, Raster raster) {
    int width = file.width();
    byte[] palette = file.palette();
    byte[] out = new byte[Picture.bytes(width, file.height(), 3)];
    int[] row = new int[width];
    int at = 0;
    for (int y = 0; y < file.height(); y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++, at += 3) {
        int from = row[x] * 3;
        if (from < palette.length) {
          System.arraycopy(palette, from, out, at, 3);
        }
      }
    }
    return Picture.of(width, file.height(), 3, out);
  }
}
