package dev.sosia.landmarks.picture;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.plugins.jpeg.JPEGImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Node;

/// JPEG files of components that the encoder takes as they are, and files put together by hand.
final class JpegBytes {
  private static final String TREE = "javax_imageio_jpeg_image_1.0";

  private JpegBytes() {}

  /// A file of `components` components of full size, none of them converted, almost lossless.
  static byte[] raw(int width, int height, int components, int... levels) {
    byte[] data = new byte[levels.length];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) levels[i];
    }
    int[] bands = new int[components];
    Arrays.setAll(bands, i -> i);
    Raster raster =
        Raster.createInterleavedRaster(
            new DataBufferByte(data, data.length),
            width,
            height,
            width * components,
            components,
            bands,
            null);
    JPEGImageWriteParam param = new JPEGImageWriteParam(null);
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    param.setCompressionQuality(1);
    return write(new IIOImage(raster, null, null), param);
  }

  /// A picture as a progressive file of ImageIO's quality 0.75.
  static byte[] coded(Picture picture, boolean progressive) {
    JPEGImageWriteParam param = new JPEGImageWriteParam(null);
    if (progressive) {
      param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    }
    return write(new IIOImage(PictureWriter.wrap(picture), null, null), param);
  }

  /// A picture whose first component is sampled `across` by `down` times as densely as the others,
  /// with restart markers every `restart` units of blocks (0: none).
  static byte[] sampled(Picture picture, int across, int down, int restart) {
    BufferedImage image = PictureWriter.wrap(picture);
    try {
      ImageWriter writer = ImageIoPlugins.writer("jpeg");
      ImageTypeSpecifier type = ImageTypeSpecifier.createFromRenderedImage(image);
      IIOMetadata metadata = writer.getDefaultImageMetadata(type, null);
      IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(TREE);
      IIOMetadataNode luma = (IIOMetadataNode) root.getElementsByTagName("componentSpec").item(0);
      luma.setAttribute("HsamplingFactor", Integer.toString(across));
      luma.setAttribute("VsamplingFactor", Integer.toString(down));
      if (restart > 0) {
        IIOMetadataNode dri = new IIOMetadataNode("dri");
        dri.setAttribute("interval", Integer.toString(restart));
        Node scan = root.getElementsByTagName("sos").item(0);
        scan.getParentNode().insertBefore(dri, scan);
      }
      metadata.setFromTree(TREE, root);
      writer.dispose();
      return write(new IIOImage(image, null, metadata), null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] write(IIOImage image, @Nullable ImageWriteParam param) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriter writer = ImageIoPlugins.writer("jpeg");
      writer.setOutput(out);
      writer.write(null, image, param);
      writer.dispose();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// The file with a segment put in behind its first marker.
  static byte[] with(byte[] file, int marker, int... body) {
    byte[] out = new byte[file.length + body.length + 4];
    System.arraycopy(file, 0, out, 0, 2);
    out[2] = (byte) 0xff;
    out[3] = (byte) marker;
    out[4] = (byte) ((body.length + 2) >> 8);
    out[5] = (byte) (body.length + 2);
    for (int i = 0; i < body.length; i++) {
      out[6 + i] = (byte) body[i];
    }
    System.arraycopy(file, 2, out, 6 + body.length, file.length - 2);
    return out;
  }

  /// The file with Adobe's marker: 0 no transform, 1 YCbCr, 2 YCCK.
  static byte[] withAdobe(byte[] file, int transform) {
    return with(file, 0xee, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, transform);
  }

  /// Where the first segment with this marker begins.
  static int find(byte[] file, int marker) {
    int at = 2;
    while ((file[at + 1] & 255) != marker) {
      at += 2 + ((file[at + 2] & 255) << 8 | (file[at + 3] & 255));
    }
    return at;
  }

  /// The file without its first segment with this marker.
  static byte[] without(byte[] file, int marker) {
    int at = find(file, marker);
    int end = at + 2 + ((file[at + 2] & 255) << 8 | (file[at + 3] & 255));
    byte[] out = Arrays.copyOf(file, file.length - (end - at));
    System.arraycopy(file, end, out, at, file.length - end);
    return out;
  }
}
