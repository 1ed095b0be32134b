package dev.sosia.dan.data;

import dev.sosia.dan.label.LabelOrder;
import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.error.InputException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// RAF-DB's layout: `EmoLabel/list_patition_label.txt` (sic) with lines `train_00001.jpg 5`, and
/// pictures `Image/aligned/train_00001_aligned.jpg`. What begins with `test` is for validation.
///
/// Source: Li, Deng, Du, "Reliable Crowdsourcing and Deep Locality-Preserving Learning for
/// Expression Recognition in the Wild", 2017, as DAN's `rafdb.py` reads it.
final class RafDbFolder {
  static final String LABELS = "EmoLabel/list_patition_label.txt";

  private final Path root;
  private final Path list;
  private final List<Path> trainFiles = new ArrayList<>();
  private final List<Integer> trainLabels = new ArrayList<>();
  private final List<Path> testFiles = new ArrayList<>();
  private final List<Integer> testLabels = new ArrayList<>();

  private RafDbFolder(Path root) {
    this.root = root;
    this.list = root.resolve(LABELS);
  }

  /// The data in `root`; pictures are not opened yet, but must be there.
  ///
  /// @throws InputException naming the file and the line that is wrong, or the pictures missing
  static ExpressionData open(Path root) {
    RafDbFolder folder = new RafDbFolder(root);
    List<String> lines = folder.lines();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        folder.add(lines.get(i), i + 1);
      }
    }
    folder.requirePictures();
    return new ExpressionData(
        root.toString(),
        LabelOrder.RAFDB,
        new FileSet(folder.trainFiles, folder.trainLabels),
        new FileSet(folder.testFiles, folder.testLabels));
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(list);
    } catch (NoSuchFileException e) {
      throw new InputException(list + ": there is no such file; RAF-DB's labels are in it", e);
    } catch (MalformedInputException e) {
      throw new InputException(list + " is no text in UTF-8", e);
    } catch (IOException e) {
      throw new EnvironmentException("cannot read " + list + ": " + e.getMessage(), e);
    }
  }

  private void add(String line, int number) {
    String[] words = line.strip().split("\\s+", -1);
    if (words.length != 2) {
      throw wrong(number, line, "a line is a picture's name and a label, as train_00001.jpg 5");
    }
    int classes = LabelOrder.RAFDB.classes();
    if (!words[1].matches("[0-9]{1,4}")
        || Integer.parseInt(words[1]) < 1
        || Integer.parseInt(words[1]) > classes) {
      throw wrong(number, line, "a label is 1 to " + classes);
    }
    int label = Integer.parseInt(words[1]) - 1;
    String name = words[0];
    int dot = name.indexOf('.');
    Path picture =
        root.resolve("Image/aligned")
            .resolve((dot < 0 ? name : name.substring(0, dot)) + "_aligned.jpg");
    if (name.startsWith("train")) {
      trainFiles.add(picture);
      trainLabels.add(label);
    } else if (name.startsWith("test")) {
      testFiles.add(picture);
      testLabels.add(label);
    } else {
      throw wrong(number, line, "a name begins with train or test");
    }
  }

  private InputException wrong(int number, String line, String rule) {
    String shown = line.length() <= 80 ? line : line.substring(0, 80) + " ...";
    return new InputException(
        String.format(Locale.ROOT, "%s, line %d: '%s': %s", list, number, shown, rule));
  }

  private void requirePictures() {
    List<Path> missing = new ArrayList<>();
    for (List<Path> files : List.of(trainFiles, testFiles)) {
      files.stream().filter(f -> !Files.isRegularFile(f)).forEach(missing::add);
    }
    if (!missing.isEmpty()) {
      throw new InputException(
          "%d of the %d pictures in %s are missing, the first is %s"
              .formatted(
                  missing.size(), trainFiles.size() + testFiles.size(), list, missing.getFirst()));
    }
  }
}
