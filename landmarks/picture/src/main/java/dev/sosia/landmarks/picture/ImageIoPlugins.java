package dev.sosia.landmarks.picture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriter;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ImageReaderWriterSpi;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// The JDK's own codecs, whatever else has registered itself with ImageIO: another JPEG plug-in
/// would give other bytes.
final class ImageIoPlugins {
  private ImageIoPlugins() {}

  static ImageReader reader(String format) throws IOException {
    return find(ImageReaderSpi.class, format).createReaderInstance();
  }

  static ImageWriter writer(String format) throws IOException {
    return find(ImageWriterSpi.class, format).createWriterInstance();
  }

  /// The bytes as a stream that keeps nothing on disk.
  static ImageInputStream stream(byte[] bytes) {
    return new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes));
  }

  private static <T extends ImageReaderWriterSpi> T find(Class<T> kind, String format) {
    Module desktop = IIORegistry.class.getModule();
    Iterator<T> all =
        IIORegistry.getDefaultInstance()
            .getServiceProviders(
                kind,
                spi ->
                    spi.getClass().getModule() == desktop
                        && Arrays.asList(((ImageReaderWriterSpi) spi).getFormatNames())
                            .contains(format),
                true);
    return all.next();
  }
}
