package dev.sosia.study.variant;

import dev.sosia.study.experiment.Cell;
import dev.sosia.study.experiment.Experiment;
import dev.sosia.study.experiment.Factor;
import dev.sosia.study.experiment.Labels;
import dev.sosia.study.variant.FigureStyle.Cut;
import java.util.List;

/// The photos that variants are judged on, untouched, and brought to the generators' size without a
/// face being replaced: what no variant can be better than.
///
/// @param of the experiment whose ceiling it is
public record CeilingExperiment(VariantBench bench, String of) implements Experiment {
  static final String SHOWN = "shown";
  static final String UNTOUCHED = "untouched";

  @Override
  public String name() {
    return of + "-ceiling";
  }

  @Override
  public List<Factor> factors() {
    return List.of(new Factor(SHOWN, List.of(UNTOUCHED, shown(Cut.EYES), shown(Cut.WHOLE))));
  }

  static String shown(Cut cut) {
    return "nothing replaced, " + cut.words();
  }

  @Override
  public int pictures() {
    return bench.pictures();
  }

  @Override
  public Labels run(Cell cell, Runnable each) {
    String shown = cell.level(SHOWN);
    if (shown.equals(UNTOUCHED)) {
      return bench.untouched(each);
    }
    FigureStyle p = FigureStyle.PUBLISHED;
    Cut cut = shown.equals(shown(Cut.EYES)) ? Cut.EYES : Cut.WHOLE;
    return bench.ceiling(new FigureStyle(p.features(), p.line(), p.mask(), cut), each);
  }
}
