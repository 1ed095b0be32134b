package dev.sosia.study.experiment;

import java.util.List;
import java.util.Optional;

/// What varies, and what a judge says of each picture in each combination.
public interface Experiment {

  /// What it is called, also its files.
  String name();

  /// What varies.
  List<Factor> factors();

  /// Whether a combination is one of the experiment's; all are where nothing else is said.
  default boolean has(Cell cell) {
    return true;
  }

  /// The experiment's combinations, in order.
  default List<Cell> cells() {
    return Cell.all(factors()).stream().filter(this::has).toList();
  }

  /// The same experiment on a few pictures, by which it is told how long the whole takes; nothing
  /// where that tells nothing.
  ///
  /// @param few how many pictures at most
  default Optional<Experiment> sample(int few) {
    return Optional.empty();
  }

  /// How many pictures are judged in each cell.
  int pictures();

  /// Judges all pictures of one cell. The answer depends on the cell and on the experiment's
  /// settings alone, not on which cells were run before.
  ///
  /// @param each called after each picture
  Labels run(Cell cell, Runnable each);
}
