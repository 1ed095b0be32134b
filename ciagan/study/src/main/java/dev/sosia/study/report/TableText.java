package dev.sosia.study.report;

import java.util.ArrayList;
import java.util.List;

/// Tables for a terminal.
final class TableText {
  private TableText() {}

  /// A title, headings and a line for each row; columns as wide as they need to be.
  static List<String> lines(Table table) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(table.columns().stream().map(Column::heading).toList());
    for (List<Value> row : table.rows()) {
      List<String> words = new ArrayList<>();
      for (int c = 0; c < row.size(); c++) {
        String interval = Shown.interval(table.columns().get(c), row.get(c));
        String value = Shown.value(table.columns().get(c), row.get(c));
        words.add(interval.isEmpty() ? value : value + " (" + interval + ")");
      }
      cells.add(words);
    }
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(table.title());
    if (!table.voided().isEmpty()) {
      lines.add("void: " + table.voided());
    }
    for (List<String> row : cells) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < row.size(); c++) {
        int column = c;
        int width = cells.stream().mapToInt(r -> r.get(column).length()).max().orElse(0);
        boolean words = table.columns().get(c).kind() == Column.Kind.WORDS;
        line.append(c == 0 ? "" : "  ")
            .append(words ? "" : " ".repeat(width - row.get(c).length()))
            .append(row.get(c))
            .append(words ? " ".repeat(width - row.get(c).length()) : "");
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
