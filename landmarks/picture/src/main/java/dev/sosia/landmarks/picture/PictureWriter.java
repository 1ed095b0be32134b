package dev.sosia.landmarks.picture;

import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import dev.sosia.engine.io.AtomicFile;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.plugins.jpeg.JPEGQTable;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/// Pictures to PNG and JPEG files, or to their bytes.
public final class PictureWriter {
  /// Pillow's quality when none is given.
  public static final int DEFAULT_QUALITY = 75;

  /// The longest side that libjpeg writes.
  private static final int LONGEST_JPEG_SIDE = 65500;

  private static final String JPEG_TREE = "javax_imageio_jpeg_image_1.0";

  private PictureWriter() {}

  /// A PNG file of 8 bits a channel.
  public static byte[] png(Picture picture) {
    return encode("png", picture, null);
  }

  /// A baseline JPEG file, its colours at half width and height (4:2:0): the file that Pillow's
  /// `save(quality=quality)` writes.
  ///
  /// @param quality 1 (coarse) to 100
  /// @throws InputException if the quality is out of range, or a side longer than JPEG allows
  public static byte[] jpeg(Picture picture, int quality) {
    if (quality < 1 || quality > 100) {
      throw new InputException("JPEG quality goes from 1 to 100, not " + quality);
    }
    if (Math.max(picture.width(), picture.height()) > LONGEST_JPEG_SIDE) {
      throw new InputException(
          "a JPEG file has sides of up to %d pixels, not %d x %d; write a PNG file"
              .formatted(LONGEST_JPEG_SIDE, picture.width(), picture.height()));
    }
    return encode("jpeg", picture, quality);
  }

  /// Writes `file`, PNG or JPEG (of the default quality) by its ending, whole or not at all. A file
  /// that exists is replaced.
  ///
  /// @throws InputException for any other ending, or if the folder does not exist
  /// @throws EnvironmentException if the disk is full or a permission is missing
  public static void write(Path file, Picture picture) {
    AtomicFile.writeBytes(
        file,
        switch (PictureFormat.ofName(file)) {
          case PNG -> png(picture);
          case JPEG -> jpeg(picture, DEFAULT_QUALITY);
        });
  }

  private static byte[] encode(String format, Picture picture, @Nullable Integer quality) {
    BufferedImage image = wrap(picture);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriter writer = ImageIoPlugins.writer(format);
      try {
        writer.setOutput(out);
        IIOMetadata metadata = quality == null ? null : jpegHeader(writer, image, quality);
        writer.write(null, new IIOImage(image, null, metadata), null);
      } finally {
        writer.dispose();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  /// A view of the picture for ImageIO; nothing is copied.
  static BufferedImage wrap(Picture picture) {
    int channels = picture.channels();
    int[] order = channels == 1 ? new int[] {0} : new int[] {0, 1, 2};
    WritableRaster raster =
        Raster.createInterleavedRaster(
            new DataBufferByte(picture.data(), picture.data().length),
            picture.width(),
            picture.height(),
            picture.width() * channels,
            channels,
            order,
            null);
    ColorSpace space =
        ColorSpace.getInstance(channels == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB);
    ComponentColorModel colors =
        new ComponentColorModel(space, false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
    return new BufferedImage(colors, raster, false, null);
  }

  /// ImageIO's own header (4:2:0, standard Huffman tables) with libjpeg's quantisation tables,
  /// which ImageIO's quality setting would round differently, and Pillow's JFIF version.
  private static IIOMetadata jpegHeader(ImageWriter writer, BufferedImage image, int quality)
      throws IIOInvalidTreeException {
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
    IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(JPEG_TREE);
    ((IIOMetadataNode) root.getElementsByTagName("app0JFIF").item(0))
        .setAttribute("minorVersion", "1");
    NodeList tables = root.getElementsByTagName("dqtable");
    for (int i = 0; i < tables.getLength(); i++) {
      Node table = tables.item(i);
      boolean luma = ((IIOMetadataNode) table).getAttribute("qtableId").equals("0");
      ((IIOMetadataNode) table)
          .setUserObject(scaled(luma ? JPEGQTable.K1Luminance : JPEGQTable.K2Chrominance, quality));
    }
    metadata.setFromTree(JPEG_TREE, root);
    return metadata;
  }

  /// A standard table at a quality, as libjpeg's `jpeg_set_quality` scales it.
  private static JPEGQTable scaled(JPEGQTable standard, int quality) {
    int percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
    int[] table = standard.getTable();
    for (int i = 0; i < table.length; i++) {
      table[i] = Math.clamp((table[i] * percent + 50) / 100, 1, 255);
    }
    return new JPEGQTable(table);
  }
}
