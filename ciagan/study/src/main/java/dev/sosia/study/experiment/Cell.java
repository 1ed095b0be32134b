package dev.sosia.study.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// One combination of levels.
///
/// @param levels by factor, in the factors' order
public record Cell(SequencedMap<String, String> levels) {

  /// Keeps its own copy.
  public Cell {
    levels = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(levels));
  }

  /// All combinations, the last factor changing fastest.
  static List<Cell> all(List<Factor> factors) {
    List<SequencedMap<String, String>> cells = new ArrayList<>();
    cells.add(new LinkedHashMap<>());
    for (Factor factor : factors) {
      List<SequencedMap<String, String>> next = new ArrayList<>();
      for (SequencedMap<String, String> cell : cells) {
        for (String level : factor.levels()) {
          SequencedMap<String, String> more = new LinkedHashMap<>(cell);
          more.put(factor.name(), level);
          next.add(more);
        }
      }
      cells = next;
    }
    return cells.stream().map(Cell::new).toList();
  }

  /// The level of a factor.
  ///
  /// @throws IllegalArgumentException if there is no such factor
  public String level(String factor) {
    String level = levels.get(factor);
    if (level == null) {
      throw new IllegalArgumentException("no factor " + factor + " in " + this);
    }
    return level;
  }

  /// `protocol=clean, condition=blur`.
  @Override
  public String toString() {
    return levels.entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining(", "));
  }
}
