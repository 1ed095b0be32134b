package dev.sosia.study.variant;

import dev.sosia.study.experiment.Cell;
import dev.sosia.study.experiment.Experiment;
import dev.sosia.study.experiment.Factor;
import dev.sosia.study.experiment.Labels;
import dev.sosia.study.variant.VariantBench.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// An experiment whose cells are generators, several of each kind that differ in their seed alone.
abstract class VariantExperiment implements Experiment {
  static final String SEED = "seed";

  private final VariantBench bench;
  private final int seeds;
  private final long first;

  /// @param seeds how many trainings of each kind
  /// @param first the first one's seed
  VariantExperiment(VariantBench bench, int seeds, long first) {
    this.bench = bench;
    this.seeds = seeds;
    this.first = first;
  }

  /// What varies beside the seed.
  abstract List<Factor> varied();

  /// The generator of a cell.
  abstract Variant variant(Cell cell, long seed);

  @Override
  public final List<Factor> factors() {
    List<Factor> factors = new ArrayList<>(varied());
    factors.add(
        new Factor(
            SEED, IntStream.range(0, seeds).mapToObj(i -> Long.toString(first + i)).toList()));
    return factors;
  }

  @Override
  public final int pictures() {
    return bench.pictures();
  }

  @Override
  public final Labels run(Cell cell, Runnable each) {
    return bench.run(variant(cell, Long.parseLong(cell.level(SEED))), each);
  }

  final VariantBench bench() {
    return bench;
  }

  final int seeds() {
    return seeds;
  }
}
