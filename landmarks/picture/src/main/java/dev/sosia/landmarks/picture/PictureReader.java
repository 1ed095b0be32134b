package dev.sosia.landmarks.picture;

import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Reads PNG and JPEG files as Pillow does: told apart by their first bytes, not by their names.
///
/// Colour profiles, gamma and EXIF's orientation are not applied, and alpha is dropped. JPEG files
/// decode to libjpeg-turbo's bytes, CMYK by Adobe's convention (stored inverted). Of 16 bits a
/// channel the upper 8 are kept; here alone Pillow differs: it cuts grey of 16 bits off at 255.
///
/// A file that is cut short or damaged is refused, where Pillow may fill what is missing with grey.
/// Before any pixel is decoded, the header's size is held against `maxPixels`, and against the
/// length of the file: no small file makes this allocate a large picture.
///
/// @param maxPixels the most pixels (width times height) a file may have
public record PictureReader(long maxPixels) {
  /// Pillow's limit, above which it takes a file for a decompression bomb.
  public static final long DEFAULT_MAX_PIXELS = 178_956_970;

  /// A reader with the usual limit.
  public PictureReader() {
    this(DEFAULT_MAX_PIXELS);
  }

  /// The picture in `file`, of 1 channel if the file is grey and else of 3.
  ///
  /// @throws InputException naming the file, if there is none, if it is no PNG or JPEG, if it is
  ///   damaged, or if it has too many pixels
  /// @throws EnvironmentException if the file may not be read, or reading fails
  public Picture read(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw new InputException(file + " is a folder, not a picture");
      }
      if (Files.size(file) > Integer.MAX_VALUE - 16) {
        throw new InputException(file + " is larger than 2 GB, too large for a picture");
      }
      return decode(Files.readAllBytes(file), file.toString());
    } catch (NoSuchFileException e) {
      throw new InputException(file + ": there is no such file", e);
    } catch (AccessDeniedException e) {
      throw new EnvironmentException(file + ": no permission to read it", e);
    } catch (IOException e) {
      throw new EnvironmentException(file + ": reading failed: " + e.getMessage(), e);
    }
  }

  /// The picture in `file`, converted to `mode`.
  ///
  /// @throws InputException as [#read(Path)]
  public Picture read(Path file, ColorMode mode) {
    return mode.convert(read(file));
  }

  /// The picture in the bytes of a file; `name` stands for it in errors.
  ///
  /// @throws InputException as [#read(Path)]
  public Picture decode(byte[] file, String name) {
    if (PngFile.recognizes(file)) {
      return PngDecoder.decode(PngFile.parse(file, name, maxPixels), name);
    } else if (JpegFile.recognizes(file)) {
      return JpegDecoder.decode(JpegFile.parse(file, name, maxPixels), name);
    }
    throw new InputException(
        name + (file.length == 0 ? " is empty" : " is neither a PNG nor a JPEG file"));
  }

  /// The picture in the bytes of a file, converted to `mode`.
  ///
  /// @throws InputException as [#read(Path)]
  public Picture decode(byte[] file, String name, ColorMode mode) {
    return mode.convert(decode(file, name));
  }

  /// @throws InputException if there is no pixel, or more than `maxPixels`
  static void checkSize(String name, long width, long height, long maxPixels) {
    if (width < 1 || height < 1) {
      throw new InputException("%s: %d x %d pixels are no picture".formatted(name, width, height));
    }
    // by division: both may have 32 bits
    if (width > maxPixels / height) {
      throw new InputException(
          "%s: %d x %d pixels are more than the %d allowed; make the picture smaller"
              .formatted(name, width, height, maxPixels));
    }
  }
}
