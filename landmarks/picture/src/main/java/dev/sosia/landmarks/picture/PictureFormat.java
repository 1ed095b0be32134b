package dev.sosia.landmarks.picture;

import dev.sosia.engine.error.InputException;
import java.nio.file.Path;
import java.util.Locale;

/// The two file formats that are read and written.
public enum PictureFormat {
  PNG,
  JPEG;

  /// The format that a file's ending asks for: `.png`, or `.jpg` and `.jpeg`, in any case.
  ///
  /// @throws InputException for any other ending
  public static PictureFormat ofName(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".png")) {
      return PNG;
    } else if (name.endsWith(".jpg") || name.endsWith(".jpeg")) {
      return JPEG;
    }
    throw new InputException(file + ": a picture's name ends in .png, .jpg or .jpeg");
  }
}
