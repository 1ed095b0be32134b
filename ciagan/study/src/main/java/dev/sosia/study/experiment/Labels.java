package dev.sosia.study.experiment;

import dev.sosia.engine.error.InputException;
import dev.sosia.study.photo.LabelledPhotos;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.IntUnaryOperator;

/// What judges said of pictures, in their order.
///
/// @param labels classes, [#NONE] for a picture that could not be judged
/// @param reasons why not, empty for one that could
/// @param measures by name: for each picture the numbers that were measured beside its label, none
///   for one that could not be judged
public record Labels(
    List<Integer> labels, List<String> reasons, SequencedMap<String, List<double[]>> measures) {
  /// No label.
  public static final int NONE = -1;

  /// Keeps its own copies.
  public Labels {
    labels = List.copyOf(labels);
    reasons = List.copyOf(reasons);
    SequencedMap<String, List<double[]>> copy = new LinkedHashMap<>();
    measures.forEach((name, rows) -> copy.put(name, List.copyOf(rows)));
    measures = Collections.unmodifiableSequencedMap(copy);
  }

  /// Labels alone.
  public Labels(List<Integer> labels, List<String> reasons) {
    this(labels, reasons, new LinkedHashMap<>());
  }

  /// What was measured of each picture under a name.
  ///
  /// @throws IllegalArgumentException if nothing was
  public List<double[]> measure(String name) {
    List<double[]> rows = measures.get(name);
    if (rows == null) {
      throw new IllegalArgumentException("no measure " + name + " among " + measures.keySet());
    }
    return rows;
  }

  /// Asks `judge` for each photo. One that cannot be prepared or judged has no label and a reason,
  /// and the others go on.
  ///
  /// @param each called after each photo
  public static Labels of(LabelledPhotos photos, Runnable each, IntUnaryOperator judge) {
    Integer[] labels = new Integer[photos.size()];
    String[] reasons = new String[photos.size()];
    Arrays.fill(reasons, "");
    for (int i = 0; i < labels.length; i++) {
      try {
        labels[i] = judge.applyAsInt(i);
      } catch (InputException e) {
        labels[i] = NONE;
        reasons[i] = photos.key(i) + ": " + e.getMessage();
      }
      each.run();
    }
    return new Labels(Arrays.asList(labels), Arrays.asList(reasons));
  }

  /// No labels for any of `pictures`, for one reason.
  public static Labels none(int pictures, String reason) {
    return new Labels(Collections.nCopies(pictures, NONE), Collections.nCopies(pictures, reason));
  }

  /// The same label for all of `pictures`.
  public static Labels constant(int pictures, int label) {
    return new Labels(Collections.nCopies(pictures, label), Collections.nCopies(pictures, ""));
  }

  /// Known labels, none of them failed.
  public static Labels of(int[] labels) {
    return new Labels(
        Arrays.stream(labels).boxed().toList(), Collections.nCopies(labels.length, ""));
  }

  public int size() {
    return labels.size();
  }

  /// The label of picture `i`.
  public int label(int i) {
    return labels.get(i);
  }

  /// How many pictures have no label.
  public int failed() {
    return Collections.frequency(labels, NONE);
  }

  /// Why not, each reason once.
  public List<String> failures() {
    return reasons.stream().filter(r -> !r.isEmpty()).distinct().toList();
  }
}
