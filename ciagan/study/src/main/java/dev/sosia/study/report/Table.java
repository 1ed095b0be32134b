package dev.sosia.study.report;

import dev.sosia.engine.error.InputException;
import java.util.ArrayList;
import java.util.List;

/// A table of a section.
///
/// @param name in files, short: `kept`
/// @param place where people find it
/// @param notes what must be known to read it, a sentence each
/// @param voided why nothing follows from it; empty where it stands
public record Table(
    String name,
    String title,
    Origin origin,
    Place place,
    List<Column> columns,
    List<List<Value>> rows,
    List<String> notes,
    String voided) {

  /// Where people find a table; files always have it.
  public enum Place {
    /// On the page.
    SHOWN,

    /// On the page, to be opened.
    FOLDED,

    /// Not on the page: it is long.
    FILES
  }

  /// Copies the lists.
  ///
  /// @throws InputException if a row has not as many values as there are columns, or a value not as
  ///   many intervals as its column
  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    notes = List.copyOf(notes);
    for (List<Value> row : rows) {
      check(name, columns, row);
    }
  }

  private static void check(String name, List<Column> columns, List<Value> row) {
    if (row.size() != columns.size()) {
      throw new InputException(
          "table %s has %d columns, and a row of %d values"
              .formatted(name, columns.size(), row.size()));
    }
    for (int c = 0; c < columns.size(); c++) {
      if (row.get(c) instanceof Value.Estimate e
          && e.intervals().size() != columns.get(c).intervals().size()) {
        throw new InputException(
            "table %s, column %s: %d intervals are declared, and a value has %d"
                .formatted(
                    name,
                    columns.get(c).name(),
                    columns.get(c).intervals().size(),
                    e.intervals().size()));
      }
    }
  }

  /// Begins a table that is shown.
  public static Builder named(String name, String title, Origin origin) {
    return new Builder(name, title, origin);
  }

  /// Collects a table.
  public static final class Builder {
    private final String name;
    private final String title;
    private final Origin origin;
    private Place place = Place.SHOWN;
    private List<Column> columns = List.of();
    private final List<List<Value>> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private String voided = "";

    private Builder(String name, String title, Origin origin) {
      this.name = name;
      this.title = title;
      this.origin = origin;
    }

    public Builder place(Place where) {
      place = where;
      return this;
    }

    public Builder columns(Column... all) {
      columns = List.of(all);
      return this;
    }

    public Builder row(Value... values) {
      rows.add(List.of(values));
      return this;
    }

    public Builder row(List<Value> values) {
      rows.add(values);
      return this;
    }

    public Builder note(String sentence) {
      notes.add(sentence);
      return this;
    }

    /// Nothing follows from the table, for this reason; empty where it stands.
    public Builder voided(String reason) {
      voided = reason;
      return this;
    }

    public Table build() {
      return new Table(name, title, origin, place, columns, rows, notes, voided);
    }
  }
}
