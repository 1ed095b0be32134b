package dev.sosia.study.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Runs an experiment, cell by cell, or takes what an earlier run kept of it.
///
/// @param store where cells are kept
public record ExperimentRunner(CellStore store) {

  /// Told how far it is.
  public interface Listener {
    /// A cell begins that has to be run.
    void begins(Cell cell);

    /// So many pictures more are done, now or before.
    void judged(int pictures);
  }

  /// The results of all cells, in their order.
  public SequencedMap<Cell, Labels> run(Experiment experiment, Listener listener) {
    List<Cell> cells = experiment.cells();
    SequencedMap<Cell, Labels> results = new LinkedHashMap<>();
    for (Cell cell : cells) {
      Optional<Labels> kept = store.find(experiment, cell);
      if (kept.isPresent()) {
        results.put(cell, kept.get());
        listener.judged(experiment.pictures());
      } else {
        listener.begins(cell);
        Labels labels = experiment.run(cell, () -> listener.judged(1));
        store.keep(experiment, cell, labels);
        results.put(cell, labels);
      }
    }
    return results;
  }
}
