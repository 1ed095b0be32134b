package dev.sosia.cli.expression;

import dev.sosia.dan.label.LabelOrder;
import dev.sosia.dan.recognize.AttentionSheet;
import dev.sosia.dan.recognize.Explanation;
import dev.sosia.engine.error.InputException;
import dev.sosia.landmarks.picture.PictureWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Heat maps of a run: `0001-NAME.png` for each picture, and for each class that was said
/// `class-CLASS.png`, the first of its faces below each other.
final class AttentionFiles {
  /// Faces on a class's sheet: more than can be taken in at once, fewer than a file of gigabytes.
  private static final int MOST = 16;

  private static final int CELL = 224;

  private final Path folder;
  private final Map<Path, String> names = new LinkedHashMap<>();
  private final Map<String, List<Explanation>> faces = new LinkedHashMap<>();
  private final Map<String, List<String>> labels = new LinkedHashMap<>();

  private AttentionFiles(Path folder) {
    this.folder = folder;
  }

  /// A place for the maps of these pictures.
  ///
  /// @throws InputException if one is there already and not to be replaced
  static AttentionFiles in(Path folder, List<Path> files, LabelOrder order, boolean overwrite)
      throws IOException {
    AttentionFiles all = new AttentionFiles(folder);
    List<Path> results = new ArrayList<>();
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      int dot = name.lastIndexOf('.');
      String numbered =
          String.format(
              Locale.ROOT,
              "%04d-%s",
              all.names.size() + 1,
              dot > 0 ? name.substring(0, dot) : name);
      all.names.put(file, numbered);
      results.add(folder.resolve(numbered + ".png"));
    }
    order.names().forEach(c -> results.add(all.sheet(c)));
    for (Path result : results) {
      if (!overwrite && Files.exists(result)) {
        throw new InputException(
            result + " exists: choose another --attention, or say --overwrite");
      }
    }
    Files.createDirectories(folder);
    return all;
  }

  private Path sheet(String name) {
    return folder.resolve("class-" + name + ".png");
  }

  /// Writes a picture's maps and keeps them for its class's sheet.
  void add(Path file, Explanation explanation) {
    String name = names.getOrDefault(file, "");
    PictureWriter.write(
        folder.resolve(name + ".png"), AttentionSheet.of(List.of(explanation), List.of(""), CELL));
    String said = explanation.reading().name();
    List<Explanation> same = faces.computeIfAbsent(said, _ -> new ArrayList<>());
    if (same.size() < MOST) {
      same.add(explanation);
      labels.computeIfAbsent(said, _ -> new ArrayList<>()).add(name);
    }
  }

  /// Writes the classes' sheets.
  void writeSheets() {
    faces.forEach(
        (said, same) ->
            PictureWriter.write(
                sheet(said), AttentionSheet.of(same, labels.getOrDefault(said, List.of()), CELL)));
  }
}
