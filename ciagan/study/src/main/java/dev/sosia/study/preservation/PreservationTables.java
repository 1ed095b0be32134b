package dev.sosia.study.preservation;

import dev.sosia.study.chart.Ink;
import dev.sosia.study.chart.IntervalChart;
import dev.sosia.study.report.Column;
import dev.sosia.study.report.Origin;
import dev.sosia.study.report.Table;
import dev.sosia.study.report.Value;
import dev.sosia.study.statistics.Confusion;
import dev.sosia.study.statistics.Proportion;
import dev.sosia.study.statistics.Statistic;
import dev.sosia.study.statistics.StuartMaxwell;
import java.util.ArrayList;
import java.util.List;

/// The tables of preserved expressions.
///
/// @param rows all with the same columns of names, at least one
/// @param classes their names, by index
/// @param voided why nothing follows from the tables; empty where they stand
public record PreservationTables(
    List<PreservationRow> rows, List<String> classes, Origin origin, String voided) {

  /// Copies the lists.
  public PreservationTables {
    rows = List.copyOf(rows);
    classes = List.copyOf(classes);
  }

  /// How much was kept: a row each, with chance level, constant answer, kappa and accuracy.
  public Table kept(String title) {
    return kept("kept", title);
  }

  /// The same under another name.
  public Table kept(String name, String title) {
    List<Column> columns = nameColumns();
    columns.add(Column.count("n", "n"));
    columns.add(Column.count("failed", "failed"));
    columns.add(Column.share("kept", "kept", Column.WILSON, Column.BOOTSTRAP));
    columns.add(Column.share("chance", "by luck"));
    columns.add(Column.share("constant", "one answer"));
    columns.add(Column.number("kappa", "kappa", Column.BOOTSTRAP));
    columns.add(Column.share("accuracy", "right after", Column.WILSON));
    Table.Builder table = begin(name, title, columns);
    for (PreservationRow row : rows) {
      long n = row.kept().count();
      List<Value> values = nameValues(row);
      values.add(Value.count(n));
      values.add(Value.count(row.failed()));
      values.add(Value.share(row.kept(), row.byPeople()));
      values.add(Value.number(row.preservation().chance(), n));
      values.add(Value.number(row.preservation().constant(), n));
      values.add(Value.number(row.preservation().kappa(), n, row.kappaByPeople()));
      values.add(Value.share(row.accuracy().kept()));
      table.row(values);
    }
    return table
        .note(
            "kept: same label before and after; 95 % interval by drawing people again."
                + " by luck: what labelings with these shares of classes agree on that know nothing"
                + " of each other. one answer: what the best answer that is the same for all would"
                + " keep. kappa: agreement beyond luck, 1 at most. right after: labels after that"
                + " are the truth.")
        .build();
  }

  /// How much was kept of each class before.
  public Table classes(String title, Table.Place place) {
    List<Column> columns = nameColumns();
    columns.add(Column.words("class", "class before"));
    columns.add(Column.count("n", "n"));
    columns.add(Column.share("kept", "kept", Column.WILSON));
    Table.Builder table = begin("classes", title, columns).place(place);
    for (PreservationRow row : rows) {
      for (int c = 0; c < classes.size(); c++) {
        Proportion kept = row.preservation().confusion().kept(c);
        List<Value> values = nameValues(row);
        values.add(Value.words(classes.get(c)));
        values.add(Value.count(kept.count()));
        values.add(Value.share(kept));
        table.row(values);
      }
    }
    return table.build();
  }

  /// How often each class became each other one, as counts and as shares in both orders.
  public Table confusions(String title) {
    List<Column> columns = nameColumns();
    columns.add(Column.words("before", "before"));
    columns.add(Column.words("after", "after"));
    columns.add(Column.count("count", "count"));
    columns.add(Column.share("of_before", "of those before", Column.WILSON));
    columns.add(Column.share("of_after", "of those after", Column.WILSON));
    Table.Builder table = begin("confusions", title, columns).place(Table.Place.FILES);
    for (PreservationRow row : rows) {
      Confusion confusion = row.preservation().confusion();
      for (int i = 0; i < classes.size(); i++) {
        for (int j = 0; j < classes.size(); j++) {
          long count = confusion.count(i, j);
          List<Value> values = nameValues(row);
          values.add(Value.words(classes.get(i)));
          values.add(Value.words(classes.get(j)));
          values.add(Value.count(count));
          values.add(Value.share(new Proportion(count, confusion.before(i))));
          values.add(Value.share(new Proportion(count, confusion.after(j))));
          table.row(values);
        }
      }
    }
    return table.build();
  }

  /// Whether the shares of the classes changed: Stuart and Maxwell's test for each row.
  public Table margins(String title, Table.Place place) {
    List<Column> columns = nameColumns();
    columns.add(Column.number("chi_squared", "chi-squared"));
    columns.add(Column.words("degrees_of_freedom", "degrees of freedom"));
    columns.add(Column.probability("p", "p"));
    Table.Builder table = begin("margins", title, columns).place(place);
    for (PreservationRow row : rows) {
      Statistic<StuartMaxwell> test = row.preservation().marginalHomogeneity();
      long n = row.kept().count();
      List<Value> values = nameValues(row);
      values.add(Value.number(test.map(StuartMaxwell::statistic), n));
      values.add(
          Value.words(test.map(t -> Integer.toString(t.degreesOfFreedom())).orElse(test.why())));
      values.add(Value.number(test.map(StuartMaxwell::p), n));
      table.row(values);
    }
    return table
        .note("Whether as many pictures have each label before as after (Stuart, Maxwell).")
        .build();
  }

  /// A row as a line of a chart, the tick where luck is.
  public static IntervalChart.Row line(String label, PreservationRow row, Ink ink) {
    return new IntervalChart.Row(
        label,
        row.kept().rate().orNull(),
        row.byPeople().orNull(),
        row.preservation().chance().orNull(),
        ink);
  }

  /// Which rows have pictures without a label, and why.
  public static List<String> failures(List<PreservationRow> rows) {
    List<String> sentences = new ArrayList<>();
    for (PreservationRow row : rows) {
      if (row.failed() > 0) {
        int more = row.failures().size() - 1;
        sentences.add(
            "%s: %d pictures have no label: %s%s"
                .formatted(
                    String.join(", ", row.names().values()),
                    row.failed(),
                    row.failures().isEmpty() ? "no reason is known" : row.failures().getFirst(),
                    more > 0 ? " (and %d other reasons)".formatted(more) : ""));
      }
    }
    return sentences;
  }

  private Table.Builder begin(String name, String title, List<Column> columns) {
    return Table.named(name, title, origin).columns(columns.toArray(Column[]::new)).voided(voided);
  }

  private List<Column> nameColumns() {
    List<Column> columns = new ArrayList<>();
    rows.getFirst().names().sequencedKeySet().forEach(n -> columns.add(Column.words(n, n)));
    return columns;
  }

  private static List<Value> nameValues(PreservationRow row) {
    List<Value> values = new ArrayList<>();
    row.names().values().forEach(n -> values.add(Value.words(n)));
    return values;
  }
}
