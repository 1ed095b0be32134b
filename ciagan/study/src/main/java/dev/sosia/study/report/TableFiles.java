package dev.sosia.study.report;

import dev.sosia.study.statistics.Interval;
import dev.sosia.study.statistics.Statistic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tables for programs.
final class TableFiles {
  private TableFiles() {}

  /// For `study.json`. A value is a string, a whole number, or an object of `value` (null where it
  /// is not defined, and `undefined` says why), `n` and its intervals, each `[low, high]` or null.
  static Map<String, Object> document(Table table) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("name", table.name());
    document.put("title", table.title());
    document.put("origin", table.origin().document());
    document.put("void", table.voided());
    document.put("notes", table.notes());
    List<Object> rows = new ArrayList<>();
    for (List<Value> values : table.rows()) {
      Map<String, Object> row = new LinkedHashMap<>();
      for (int c = 0; c < values.size(); c++) {
        Column column = table.columns().get(c);
        row.put(
            column.name(),
            switch (values.get(c)) {
              case Value.Words words -> words.text();
              case Value.Count count -> count.count();
              case Value.Estimate estimate -> document(column, estimate);
            });
      }
      rows.add(row);
    }
    document.put("rows", rows);
    return document;
  }

  private static Map<String, @Nullable Object> document(Column column, Value.Estimate estimate) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("value", estimate.value().orNull());
    document.put("n", estimate.n());
    for (int i = 0; i < column.intervals().size(); i++) {
      Statistic<Interval> interval = estimate.intervals().get(i);
      document.put(
          column.intervals().get(i), interval.map(x -> List.of(x.low(), x.high())).orNull());
    }
    if (!estimate.value().why().isEmpty()) {
      document.put("undefined", estimate.value().why());
    }
    return document;
  }

  /// As CSV (RFC 4180 with line feeds), the first line names. An estimate takes a column for
  /// itself, `NAME_n`, and two for each interval; what is not defined is empty.
  static String csv(Table table) {
    StringBuilder csv = new StringBuilder();
    List<String> names = new ArrayList<>();
    for (Column column : table.columns()) {
      names.add(column.name());
      if (isEstimate(column)) {
        names.add(column.name() + "_n");
      }
      for (String interval : column.intervals()) {
        names.add(column.name() + "_" + interval + "_low");
        names.add(column.name() + "_" + interval + "_high");
      }
    }
    csv.append(String.join(",", names)).append('\n');
    for (List<Value> values : table.rows()) {
      List<String> fields = new ArrayList<>();
      for (Value value : values) {
        switch (value) {
          case Value.Words words -> fields.add(quoted(words.text()));
          case Value.Count count -> fields.add(Long.toString(count.count()));
          case Value.Estimate estimate -> add(fields, estimate);
        }
      }
      csv.append(String.join(",", fields)).append('\n');
    }
    return csv.toString();
  }

  private static boolean isEstimate(Column column) {
    return switch (column.kind()) {
      case WORDS, COUNT -> false;
      case SHARE, NUMBER, PROBABILITY -> true;
    };
  }

  private static void add(List<String> fields, Value.Estimate estimate) {
    fields.add(estimate.value().map(v -> Double.toString(v)).orElse(""));
    fields.add(Long.toString(estimate.n()));
    for (Statistic<Interval> interval : estimate.intervals()) {
      fields.add(interval.map(i -> Double.toString(i.low())).orElse(""));
      fields.add(interval.map(i -> Double.toString(i.high())).orElse(""));
    }
  }

  private static String quoted(String text) {
    return text.matches("(?s).*[\",\r\n].*") ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
  }
}
