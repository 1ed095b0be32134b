package dev.sosia.study.report;

import dev.sosia.engine.error.EnvironmentException;
import dev.sosia.engine.io.AtomicFile;
import dev.sosia.landmarks.picture.PictureWriter;
import dev.sosia.study.chart.BitmapCanvas;
import dev.sosia.study.experiment.StudyJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// What a study found, as files.
///
/// @param command that makes it again
/// @param settings of all experiments: version, build, data and weights with their hashes, seed
public record StudyReport(
    String command, SequencedMap<String, Object> settings, List<Section> sections) {
  /// The file that is written last: where it is, the report is whole.
  public static final String DOCUMENT = "study.json";

  /// The page.
  public static final String PAGE = "report.html";

  /// Copies the collections.
  public StudyReport {
    settings = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(settings));
    sections = List.copyOf(sections);
  }

  /// `study.json` as text.
  public String json() {
    return StudyJson.pretty(document());
  }

  /// `study.json`.
  public Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("command", command);
    document.put("settings", settings);
    document.put("published", Published.document());
    document.put("experiments", sections.stream().map(Section::document).toList());
    return document;
  }

  /// `report.html`.
  public String page() {
    return StudyPage.of(this);
  }

  /// Writes everything into `folder`, `study.json` last.
  ///
  /// @throws EnvironmentException if the machine refuses to write, or Java has no fonts here
  public void write(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new EnvironmentException("cannot make folder " + folder + ": " + e.getMessage(), e);
    }
    for (Section section : sections) {
      for (Table table : section.tables()) {
        AtomicFile.writeString(
            folder.resolve(section.file(table.name()) + ".csv"), TableFiles.csv(table));
      }
      for (Figure figure : section.figures()) {
        byte[] png =
            PictureWriter.png(
                switch (figure) {
                  case Figure.Sheet sheet -> sheet.picture();
                  case Figure.Drawn drawn -> BitmapCanvas.picture(drawn.chart());
                });
        AtomicFile.writeBytes(folder.resolve(section.file(figure.name()) + ".png"), png);
      }
    }
    AtomicFile.writeString(folder.resolve(PAGE), page());
    AtomicFile.writeString(folder.resolve(DOCUMENT), json());
  }

  /// What was found, for a terminal: findings, what is missing, and the tables that are shown.
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Section section : sections) {
      if (sections.size() > 1) {
        lines.add("");
        lines.add(section.title());
      }
      lines.addAll(section.findings());
      section.missing().forEach(m -> lines.add("missing: " + m));
      section.tables().stream()
          .filter(t -> t.place() == Table.Place.SHOWN)
          .forEach(t -> lines.addAll(TableText.lines(t)));
    }
    return lines;
  }
}
