package dev.sosia.study.variant;

import dev.sosia.ciagan.data.Preprocessing;
import dev.sosia.engine.tensor.Device;
import dev.sosia.engine.tensor.Scope;
import dev.sosia.landmarks.figure.FaceLandmarks;
import dev.sosia.landmarks.picture.Picture;
import dev.sosia.landmarks.toyfaces.ToyFaces;
import dev.sosia.landmarks.toyfaces.person.Expression;
import dev.sosia.study.experiment.Cell;
import dev.sosia.study.experiment.Experiment;
import dev.sosia.study.experiment.Factor;
import dev.sosia.study.experiment.Labels;
import dev.sosia.study.variant.FigureStyle.Cut;
import dev.sosia.study.variant.FigureStyle.Features;
import dev.sosia.study.variant.FigureStyle.Line;
import dev.sosia.study.variant.FigureStyle.Mask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What the landmark picture alone tells of the expression: a small network of one training budget
/// reads it off the drawing, without a face. A generator can keep no more than what its condition
/// says, so that this is what hypothesis 1 can gain at most, measured without waiting for a
/// generator to learn to draw.
///
/// @param trained people whose drawings are learnt from; their photos are never drawn
/// @param judged people whose drawings are read
/// @param size of the generators that would be given the drawings, in pixels
/// @param steps of each training
/// @param seeds how many trainings of each kind
/// @param first the first one's seed
public record DrawingExperiment(
    Device device, ToyFaces trained, ToyFaces judged, int size, int steps, int seeds, long first)
    implements Experiment {
  private static final List<Expression> ALL = List.of(Expression.values());
  private static final List<String> VARIED =
      List.of(FeaturesExperiment.FEATURES, FeaturesExperiment.LINE, FeaturesExperiment.CUT);

  @Override
  public String name() {
    return "features-drawing";
  }

  @Override
  public List<Factor> factors() {
    return List.of(
        FeaturesExperiment.factor(FeaturesExperiment.FEATURES, Features.values(), Features::words),
        FeaturesExperiment.factor(FeaturesExperiment.LINE, Line.values(), Line::words),
        FeaturesExperiment.factor(FeaturesExperiment.CUT, Cut.values(), Cut::words),
        new Factor(
            VariantExperiment.SEED,
            IntStream.range(0, seeds).mapToObj(i -> Long.toString(first + i)).toList()));
  }

  @Override
  public boolean has(Cell cell) {
    return changes(cell).size() <= 1
        || VARIED.stream().allMatch(f -> cell.level(f).equals(FeaturesExperiment.study().get(f)));
  }

  private static List<String> changes(Cell cell) {
    return VARIED.stream()
        .filter(f -> !cell.level(f).equals(FeaturesExperiment.published().get(f)))
        .toList();
  }

  /// What a cell changes of the published drawing, in words.
  static String change(Cell cell) {
    List<String> changes = changes(cell);
    if (changes.isEmpty()) {
      return "as published";
    }
    return changes.size() == VARIED.size()
        ? "all three, as the study"
        : changes.getFirst() + ": " + cell.level(changes.getFirst());
  }

  @Override
  public int pictures() {
    return judged.ids() * judged.perId();
  }

  /// What each drawing shows, a place in the order of expressions.
  List<Integer> truth() {
    return IntStream.range(0, pictures()).mapToObj(i -> shown(judged, i)).toList();
  }

  /// Whose each drawing is.
  int[] person() {
    return IntStream.range(0, pictures()).map(i -> i / judged.perId()).toArray();
  }

  @Override
  public Labels run(Cell cell, Runnable each) {
    FigureStyle style =
        new FigureStyle(
            FeaturesExperiment.level(
                Features.values(), Features::words, cell.level(FeaturesExperiment.FEATURES)),
            FeaturesExperiment.level(
                Line.values(), Line::words, cell.level(FeaturesExperiment.LINE)),
            Mask.BROWS,
            FeaturesExperiment.level(Cut.values(), Cut::words, cell.level(FeaturesExperiment.CUT)));
    List<Picture> drawings = new ArrayList<>();
    List<Integer> shown = new ArrayList<>();
    for (int i = 0; i < trained.ids() * trained.perId(); i++) {
      drawings.add(drawing(trained, i, style));
      shown.add(shown(trained, i));
    }
    Integer[] labels = new Integer[pictures()];
    String[] reasons = new String[pictures()];
    Arrays.fill(reasons, "");
    try (Scope _ = Scope.open();
        DrawingReader reader =
            DrawingReader.trained(
                device,
                drawings,
                shown,
                steps,
                Long.parseLong(cell.level(VariantExperiment.SEED)))) {
      for (int i = 0; i < labels.length; i++) {
        labels[i] = reader.read(drawing(judged, i, style));
        each.run();
      }
    }
    return new Labels(Arrays.asList(labels), Arrays.asList(reasons));
  }

  private static int shown(ToyFaces faces, int i) {
    return ALL.indexOf(faces.expression(i / faces.perId(), i % faces.perId()));
  }

  /// A drawing as a generator gets it.
  private Picture drawing(ToyFaces faces, int i, FigureStyle style) {
    FaceLandmarks points = faces.landmarks(i / faces.perId(), i % faces.perId());
    return Preprocessing.picture(style.drawing(points, faces.width(), faces.height()), size, null);
  }

  /// What is the same for all cells, for records.
  Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("drawings_trained_on", trained.toString());
    settings.put("drawings_judged", judged.toString());
    settings.put("drawings_steps", steps);
    return settings;
  }
}
