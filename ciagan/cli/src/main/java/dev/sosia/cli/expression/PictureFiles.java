package dev.sosia.cli.expression;

import dev.sosia.engine.error.InputException;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// The pictures that people mean by files and folders.
final class PictureFiles {
  private PictureFiles() {}

  /// Files as they are, of folders all PNG and JPEG files by their endings, sorted, folders within
  /// them too; each once.
  ///
  /// @throws InputException if there is no such file, or a folder without pictures
  static List<Path> of(List<Path> inputs) throws IOException {
    Set<Path> files = new LinkedHashSet<>();
    for (Path input : inputs) {
      if (Files.isDirectory(input)) {
        List<Path> found = within(input);
        if (found.isEmpty()) {
          throw new InputException(input + " holds no .png, .jpg or .jpeg file");
        }
        files.addAll(found);
      } else if (Files.exists(input)) {
        files.add(input);
      } else {
        throw new InputException(input + ": there is no such file");
      }
    }
    return new ArrayList<>(files);
  }

  private static List<Path> within(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return all.filter(PictureFiles::isPicture).sorted().toList();
    }
  }

  private static boolean isPicture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return Files.isRegularFile(file)
        && !name.startsWith(".")
        && (name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg"));
  }
}
