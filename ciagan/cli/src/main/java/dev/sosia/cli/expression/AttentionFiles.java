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

/// Heat maps of a run: `0001-NAME.png` for each picture, `class-CLASS.png` for each class that was
/// said, the first of its faces below each other, and `sheet.png`, the first of all.
final class AttentionFiles {
  private static final String ALL = "sheet";

  /// Faces on a sheet: more than can be taken in at once, fewer than a file of gigabytes.
  private static final int MOST = 16;

  private static final int CELL = 224;

  private final Path folder;
  private final Map<Path, String> names = new LinkedHashMap<>();

  /// The faces of each sheet, and what stands below them, by the sheet's name.
  private final Map<String, Sheet> sheets = new LinkedHashMap<>();

  private record Sheet(List<Explanation> faces, List<String> labels) {
    Sheet() {
      this(new ArrayList<>(), new ArrayList<>());
    }
  }

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
    results.add(all.sheet(ALL));
    order.names().forEach(c -> results.add(all.sheet(ofClass(c))));
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
    return folder.resolve(name + ".png");
  }

  private static String ofClass(String name) {
    return "class-" + name;
  }

  /// Writes a picture's maps and keeps them for the sheets.
  void add(Path file, Explanation explanation) {
    String name = names.getOrDefault(file, "");
    PictureWriter.write(
        folder.resolve(name + ".png"), AttentionSheet.of(List.of(explanation), List.of(""), CELL));
    for (String sheet : List.of(ALL, ofClass(explanation.reading().name()))) {
      Sheet faces = sheets.computeIfAbsent(sheet, _ -> new Sheet());
      if (faces.faces.size() < MOST) {
        faces.faces.add(explanation);
        faces.labels.add(name);
      }
    }
  }

  /// Writes the sheets.
  void writeSheets() {
    sheets.forEach(
        (name, s) -> PictureWriter.write(sheet(name), AttentionSheet.of(s.faces, s.labels, CELL)));
  }
}
