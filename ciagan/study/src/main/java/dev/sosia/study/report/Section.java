package dev.sosia.study.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// What one experiment found.
///
/// @param name of the experiment, in files
/// @param question it answers; empty where it was not asked
/// @param settings of its own, beside those of the study
/// @param findings sentences, the most important first
/// @param missing what could not be measured, and why, a sentence each
public record Section(
    String name,
    String title,
    String question,
    SequencedMap<String, Object> settings,
    List<String> findings,
    List<Table> tables,
    List<Figure> figures,
    List<String> missing) {

  /// Copies the collections.
  public Section {
    settings = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(settings));
    findings = List.copyOf(findings);
    tables = List.copyOf(tables);
    figures = List.copyOf(figures);
    missing = List.copyOf(missing);
  }

  /// A section that found nothing, for a reason.
  public static Section absent(String name, String title, String reason) {
    return new Section(
        name, title, "", new LinkedHashMap<>(), List.of(), List.of(), List.of(), List.of(reason));
  }

  /// The file of a table or figure of this section, less its ending.
  String file(String part) {
    return name + "-" + part;
  }

  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("name", name);
    document.put("title", title);
    document.put("question", question);
    document.put("settings", settings);
    document.put("findings", findings);
    document.put("tables", tables.stream().map(TableFiles::document).toList());
    List<Object> all = new ArrayList<>();
    for (Figure figure : figures) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("file", file(figure.name()) + ".png");
      one.put("caption", figure.caption());
      one.put("alternative", figure.alternative());
      all.add(one);
    }
    document.put("figures", all);
    document.put("missing", missing);
    return document;
  }
}
