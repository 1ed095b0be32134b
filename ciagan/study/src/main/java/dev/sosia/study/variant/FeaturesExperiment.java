package dev.sosia.study.variant;

import dev.sosia.study.experiment.Cell;
import dev.sosia.study.experiment.Factor;
import dev.sosia.study.variant.FigureStyle.Cut;
import dev.sosia.study.variant.FigureStyle.Features;
import dev.sosia.study.variant.FigureStyle.Line;
import dev.sosia.study.variant.FigureStyle.Mask;
import dev.sosia.study.variant.VariantBench.Variant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Hypothesis 1, one factor at a time: CIAGAN's setting with one thing changed, and the study's
/// setting, where five things changed at once.
public final class FeaturesExperiment extends VariantExperiment {
  static final String FEATURES = "features";
  static final String LINE = "line";
  static final String MASK = "mask";
  static final String CUT = "cut";
  static final String BETA2 = "beta2";

  private static final String PUBLISHED_BETA2 = "0.999";
  private static final String STUDY_BETA2 = "0.9";

  private final DrawnPhotos people;

  /// @param people whom the generators are trained on
  public FeaturesExperiment(VariantBench bench, DrawnPhotos people, int seeds, long first) {
    super(bench, seeds, first);
    this.people = people;
  }

  @Override
  public String name() {
    return "features";
  }

  @Override
  List<Factor> varied() {
    return List.of(
        factor(FEATURES, Features.values(), Features::words),
        factor(LINE, Line.values(), Line::words),
        factor(MASK, Mask.values(), Mask::words),
        factor(CUT, Cut.values(), Cut::words),
        new Factor(BETA2, List.of(PUBLISHED_BETA2, STUDY_BETA2)));
  }

  static <T> Factor factor(String name, T[] levels, Function<T, String> words) {
    return new Factor(name, Arrays.stream(levels).map(words).toList());
  }

  /// The published setting.
  static Map<String, String> published() {
    Map<String, String> levels = new LinkedHashMap<>();
    levels.put(FEATURES, Features.PUBLISHED.words());
    levels.put(LINE, Line.STRONG.words());
    levels.put(MASK, Mask.BROWS.words());
    levels.put(CUT, Cut.EYES.words());
    levels.put(BETA2, PUBLISHED_BETA2);
    return levels;
  }

  /// The study's setting.
  static Map<String, String> study() {
    Map<String, String> levels = new LinkedHashMap<>();
    levels.put(FEATURES, Features.ALL.words());
    levels.put(LINE, Line.FAINT_WIDE.words());
    levels.put(MASK, Mask.OVAL.words());
    levels.put(CUT, Cut.WHOLE.words());
    levels.put(BETA2, STUDY_BETA2);
    return levels;
  }

  @Override
  public boolean has(Cell cell) {
    Map<String, String> levels = new LinkedHashMap<>(cell.levels());
    levels.remove(SEED);
    long changed =
        published().entrySet().stream()
            .filter(e -> !e.getValue().equals(levels.get(e.getKey())))
            .count();
    return changed <= 1 || levels.equals(study());
  }

  @Override
  Variant variant(Cell cell, long seed) {
    FigureStyle style =
        new FigureStyle(
            level(Features.values(), Features::words, cell.level(FEATURES)),
            level(Line.values(), Line::words, cell.level(LINE)),
            level(Mask.values(), Mask::words, cell.level(MASK)),
            level(Cut.values(), Cut::words, cell.level(CUT)));
    return new Variant(style, people, Map.of("beta2", cell.level(BETA2)), seed);
  }

  static <T> T level(T[] levels, Function<T, String> words, String word) {
    return Arrays.stream(levels).filter(l -> words.apply(l).equals(word)).findFirst().orElseThrow();
  }

  /// What a cell changes of the published setting, in words; empty for the published one.
  static String change(Cell cell) {
    List<String> changes =
        published().entrySet().stream()
            .filter(e -> !e.getValue().equals(cell.level(e.getKey())))
            .map(e -> e.getKey() + ": " + cell.level(e.getKey()))
            .toList();
    return changes.size() == published().size()
        ? "all five, as the study"
        : String.join(", ", changes);
  }

  /// Whom they are trained on, for records.
  public String trained() {
    return people.faces().toString();
  }
}
