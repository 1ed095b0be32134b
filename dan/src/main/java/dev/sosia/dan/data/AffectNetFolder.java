package dev.sosia.dan.data;

import dev.sosia.dan.label.LabelOrder;
import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// AffectNet's layout as torchvision's `ImageFolder` reads it: `train/0` to `train/7` and `val/0`
/// to `val/7`, a folder for each class, the classes being the folders' names sorted as text. For
/// seven classes the eighth folder is left out.
///
/// Source: Mollahosseini, Hasani, Mahoor, "AffectNet", 2017; DAN's `affectnet.py`.
final class AffectNetFolder {
  private static final int ALL = LabelOrder.AFFECTNET8.classes();

  private AffectNetFolder() {}

  /// The data in `root`; pictures are not opened yet.
  ///
  /// @param order AffectNet's, of 7 or 8 classes
  /// @throws InputException if the class folders are too few or too many, or differ between parts
  static ExpressionData open(Path root, LabelOrder order) {
    List<String> train = classes(root.resolve("train"), order);
    List<String> val = classes(root.resolve("val"), order);
    if (!train.equals(val)) {
      throw new InputException(
          "%s has other class folders in train (%s) than in val (%s): name them alike"
              .formatted(root, String.join(", ", train), String.join(", ", val)));
    }
    return new ExpressionData(
        root.toString(), order, set(root.resolve("train"), train), set(root.resolve("val"), val));
  }

  private static List<String> classes(Path part, LabelOrder order) {
    List<String> names;
    try (Stream<Path> entries = Files.list(part)) {
      names =
          entries
              .filter(Files::isDirectory)
              .map(p -> p.getFileName().toString())
              .filter(n -> !n.startsWith("."))
              .sorted()
              .toList();
    } catch (IOException e) {
      throw new EnvironmentException("cannot read " + part + ": " + e.getMessage(), e);
    }
    int wanted = order.classes();
    if (names.size() != wanted && names.size() != ALL) {
      throw new InputException(
          "%s has %d class folders, %s needs %d: %s"
              .formatted(
                  part,
                  names.size(),
                  order.word(),
                  wanted,
                  names.size() == LabelOrder.AFFECTNET7.classes()
                      ? "use recipe affectnet7"
                      : "there is one for each class, 0 to " + (wanted - 1)));
    }
    return names.subList(0, wanted);
  }

  private static ExpressionSet set(Path part, List<String> classes) {
    List<Path> files = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int label = 0; label < classes.size(); label++) {
      for (Path file : pictures(part.resolve(classes.get(label)))) {
        files.add(file);
        labels.add(label);
      }
    }
    return new FileSet(files, labels);
  }

  private static List<Path> pictures(Path folder) {
    try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return all.filter(AffectNetFolder::isPicture).sorted().toList();
    } catch (IOException e) {
      throw new EnvironmentException("cannot read " + folder + ": " + e.getMessage(), e);
    }
  }

  private static boolean isPicture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return !name.startsWith(".")
        && (name.endsWith(".jpg") || name.endsWith(".jpeg") || name.endsWith(".png"));
  }
}
