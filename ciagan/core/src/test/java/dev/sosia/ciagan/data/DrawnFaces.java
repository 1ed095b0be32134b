package dev.sosia.ciagan.data;

import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.picture.PictureWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Data sets in CIAGAN's layout, made for a test.
final class DrawnFaces {
  private DrawnFaces() {}

  /// Identity `i` gets pictures numbered `numbers[i]`; faces of level `10 * i + k` for its `k`-th.
  static Path write(Path root, int[]... numbers) {
    for (int i = 0; i < numbers.length; i++) {
      for (int k = 0; k < numbers[i].length; k++) {
        PictureId id = new PictureId(i, numbers[i][k]);
        put(root, "clr", id, PictureWriter.jpeg(Picture.filled(20, 24, 3, 10 * i + k), 95));
        put(root, "lndm", id, PictureWriter.jpeg(Picture.filled(20, 24, 3, 255), 95));
        put(root, "msk", id, PictureWriter.jpeg(mask(20, 24), 95));
      }
    }
    return root;
  }

  /// The same layout with nothing in the files.
  static Path names(Path root, int[]... numbers) {
    for (int i = 0; i < numbers.length; i++) {
      for (int number : numbers[i]) {
        for (String kind : List.of("clr", "lndm", "msk")) {
          put(root, kind, new PictureId(i, number), new byte[0]);
        }
      }
    }
    return root;
  }

  /// Black on the left, white on the right.
  static Picture mask(int width, int height) {
    byte[] data = new byte[width * height];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) (i % width < width / 2 ? 0 : 255);
    }
    return Picture.of(width, height, 1, data);
  }

  static void put(Path root, String kind, PictureId id, byte[] file) {
    try {
      Path folder = root.resolve(kind).resolve(Integer.toString(id.identity()));
      Files.createDirectories(folder);
      Files.write(folder.resolve(id.fileName()), file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
