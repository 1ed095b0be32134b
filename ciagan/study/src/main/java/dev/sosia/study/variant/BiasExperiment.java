package dev.sosia.study.variant;

import dev.sosia.study.experiment.Cell;
import dev.sosia.study.experiment.Factor;
import dev.sosia.study.variant.VariantBench.Variant;
import java.util.List;
import java.util.Map;

/// Hypothesis 2: a generator that was trained on happy and neutral faces alone against one that was
/// trained on all expressions evenly, as many photos of the same people.
public final class BiasExperiment extends VariantExperiment {
  static final String TRAINED_ON = "trained_on";
  static final String BALANCED = "all expressions evenly";
  static final String HAPPY_AND_NEUTRAL = "happy and neutral alone";

  private final DrawnPhotos balanced;
  private final DrawnPhotos happyAndNeutral;

  /// @param balanced, happyAndNeutral photos of the same people, as many
  public BiasExperiment(
      VariantBench bench,
      DrawnPhotos balanced,
      DrawnPhotos happyAndNeutral,
      int seeds,
      long first) {
    super(bench, seeds, first);
    this.balanced = balanced;
    this.happyAndNeutral = happyAndNeutral;
  }

  @Override
  public String name() {
    return "bias";
  }

  @Override
  List<Factor> varied() {
    return List.of(new Factor(TRAINED_ON, List.of(BALANCED, HAPPY_AND_NEUTRAL)));
  }

  @Override
  Variant variant(Cell cell, long seed) {
    DrawnPhotos photos = cell.level(TRAINED_ON).equals(BALANCED) ? balanced : happyAndNeutral;
    return new Variant(FigureStyle.PUBLISHED, photos, Map.of(), seed);
  }

  /// Whom they are trained on, for records.
  public String trained() {
    return balanced.faces() + " and " + happyAndNeutral.faces();
  }
}
