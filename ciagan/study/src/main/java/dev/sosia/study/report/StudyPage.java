package dev.sosia.study.report;

import static dev.sosia.study.report.HtmlPage.escaped;

import dev.sosia.landmarks.picture.PictureWriter;
import dev.sosia.study.chart.SvgCanvas;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// A report as a page.
final class StudyPage {
  private final StringBuilder body = new StringBuilder();

  private StudyPage() {}

  static String of(StudyReport report) {
    StudyPage page = new StudyPage();
    page.head(report);
    report.sections().forEach(page::section);
    String title =
        report.sections().size() == 1
            ? "Sosia: " + report.sections().getFirst().title()
            : "Sosia: the study";
    return HtmlPage.of(title, page.body.toString());
  }

  private void head(StudyReport report) {
    paragraph("Made by <code>" + escaped(report.command()) + "</code>");
    paragraph(
        "Every number stands with its n and a 95 % interval; beside each rate is what luck would"
            + " give. Orange lines are what was published (%s), and come from other data and"
                .formatted(escaped(Published.SOURCE))
            + " weights than anything else here.");
    if (report.sections().size() > 1) {
      body.append("<nav><ul>\n");
      for (Section section : report.sections()) {
        body.append(
            "<li><a href=\"#%s\">%s</a></li>\n"
                .formatted(escaped(section.name()), escaped(section.title())));
      }
      body.append("</ul></nav>\n");
    }
    settings("Data, weights, versions", report.settings());
  }

  private void settings(String title, Map<String, ?> settings) {
    if (settings.isEmpty()) {
      return;
    }
    body.append("<details><summary>%s</summary>\n<dl>\n".formatted(escaped(title)));
    settings.forEach(
        (key, value) ->
            body.append(
                "<dt>%s</dt><dd>%s</dd>\n"
                    .formatted(escaped(key.replace('_', ' ')), escaped(words(value)))));
    body.append("</dl></details>\n");
  }

  private static String words(Object value) {
    return value instanceof List<?> list
        ? String.join("; ", list.stream().map(String::valueOf).toList())
        : String.valueOf(value);
  }

  private void section(Section section) {
    body.append(
        "<section>\n<h2 id=\"%s\">%s</h2>\n"
            .formatted(escaped(section.name()), escaped(section.title())));
    if (!section.question().isEmpty()) {
      paragraph("<em>" + escaped(section.question()) + "</em>");
    }
    section.findings().forEach(sentence -> paragraph(escaped(sentence)));
    if (!section.missing().isEmpty()) {
      body.append("<div class=\"warn\">Missing:\n<ul>\n");
      section.missing().forEach(m -> body.append("<li>%s</li>\n".formatted(escaped(m))));
      body.append("</ul></div>\n");
    }
    section.figures().forEach(figure -> figure(section, figure));
    section.tables().forEach(table -> table(section, table));
    settings("Settings of this part", section.settings());
    body.append("</section>\n");
  }

  private void figure(Section section, Figure figure) {
    String caption = "<figcaption>" + escaped(figure.caption()) + "</figcaption>";
    switch (figure) {
      case Figure.Drawn drawn ->
          body.append(
              "<figure class=\"chart\">\n%s%s</figure>\n"
                  .formatted(SvgCanvas.svg(drawn.chart(), drawn.alternative()), caption));
      case Figure.Sheet sheet ->
          body.append(
              "<figure><div class=\"wide\"><img id=\"%s\" alt=\"%s\" src=\"data:image/png;base64,%s\"></div>%s</figure>\n"
                  .formatted(
                      escaped(section.file(sheet.name())),
                      escaped(sheet.alternative()),
                      Base64.getEncoder().encodeToString(PictureWriter.png(sheet.picture())),
                      caption));
    }
  }

  private void table(Section section, Table table) {
    String file = section.file(table.name()) + ".csv";
    String origin =
        "<p class=\"origin\">%s. Seed %d. <code>%s</code>. In full: %s</p>\n"
            .formatted(
                escaped(table.origin().source()),
                table.origin().seed(),
                escaped(table.origin().command()),
                escaped(file));
    switch (table.place()) {
      case FILES -> {
        body.append("<h3>%s</h3>\n".formatted(escaped(table.title())));
        body.append(origin);
      }
      case SHOWN -> {
        body.append("<h3>%s</h3>\n".formatted(escaped(table.title())));
        rows(table);
        body.append(origin);
      }
      case FOLDED -> {
        body.append("<details><summary>%s</summary>\n".formatted(escaped(table.title())));
        rows(table);
        body.append(origin).append("</details>\n");
      }
    }
  }

  private void rows(Table table) {
    if (!table.voided().isEmpty()) {
      body.append("<p class=\"warn\">Void: %s</p>\n".formatted(escaped(table.voided())));
    }
    body.append(
        "<div class=\"wide\"><table%s>\n<tr>"
            .formatted(table.voided().isEmpty() ? "" : " class=\"void\""));
    for (Column column : table.columns()) {
      body.append("<th%s>%s</th>".formatted(side(column), escaped(column.heading())));
    }
    body.append("</tr>\n");
    for (List<Value> row : table.rows()) {
      body.append("<tr>");
      for (int c = 0; c < row.size(); c++) {
        Column column = table.columns().get(c);
        String interval = Shown.interval(column, row.get(c));
        body.append(
            "<td%s>%s%s</td>"
                .formatted(
                    side(column),
                    escaped(Shown.value(column, row.get(c))),
                    interval.isEmpty() ? "" : "<small>" + escaped(interval) + "</small>"));
      }
      body.append("</tr>\n");
    }
    body.append("</table></div>\n");
    table.notes().forEach(note -> paragraph("<small>" + escaped(note) + "</small>"));
  }

  private static String side(Column column) {
    return column.kind() == Column.Kind.WORDS ? "" : " class=\"n\"";
  }

  private void paragraph(String html) {
    body.append("<p>").append(html).append("</p>\n");
  }
}
