package dev.sosia.study.control;

import dev.sosia.study.experiment.Labels;
import dev.sosia.study.statistics.Confusion;
import dev.sosia.study.statistics.Interval;
import dev.sosia.study.statistics.Preservation;
import dev.sosia.study.statistics.Statistic;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A judge before its word counts: how often it is right on untouched photos, and how often it says
/// the same of them moved by two pixels.
///
/// @param truth against labels of untouched photos
/// @param moved labels of untouched photos against those of moved ones
record JudgeCheck(Preservation truth, Preservation moved) {

  static JudgeCheck of(int classes, int[] truth, Labels untouched, Labels moved) {
    int[] whole =
        IntStream.range(0, truth.length)
            .filter(i -> untouched.label(i) != Labels.NONE && moved.label(i) != Labels.NONE)
            .toArray();
    int[] right = Arrays.stream(whole).map(i -> truth[i]).toArray();
    int[] first = Arrays.stream(whole).map(untouched::label).toArray();
    int[] then = Arrays.stream(whole).map(moved::label).toArray();
    return new JudgeCheck(
        new Preservation(Confusion.of(classes, right, first)),
        new Preservation(Confusion.of(classes, first, then)));
  }

  /// Whether it is no better than the best constant answer, as far as these photos tell: then what
  /// it says of others means nothing.
  boolean isVoid() {
    Interval interval = truth.confusion().kept().wilson95().orNull();
    Double constant = truth.constant().orNull();
    return interval == null || constant == null || !(interval.low() > constant);
  }

  String sentence() {
    String accuracy = ControlReport.percent(truth.confusion().kept().rate().orNull());
    String constant = ControlReport.percent(truth.constant().orNull());
    String same = ControlReport.percent(moved.confusion().kept().rate().orNull());
    return isVoid()
        ? "The judge is right in %s of untouched photos, where one answer for all is in %s: the table is void."
            .formatted(accuracy, constant)
        : "The judge is right in %s of untouched photos (one answer for all: %s), and says the same of %s of them moved by 2 pixels."
            .formatted(accuracy, constant, same);
  }

  Map<String, @Nullable Object> document() {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    Statistic<Double> accuracy = truth.confusion().kept().rate();
    document.put("n", truth.confusion().total());
    document.put("accuracy", accuracy.orNull());
    document.put("accuracy_wilson95", PreservationRow.ends(truth.confusion().kept().wilson95()));
    document.put("balanced_accuracy", truth.confusion().balanced().orNull());
    document.put("constant", truth.constant().orNull());
    document.put("agreement_under_2_pixels", moved.confusion().kept().rate().orNull());
    document.put("void", isVoid());
    document.put("sentence", sentence());
    return document;
  }
}
